using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Testing.Time;

namespace CodexPooler.Accounts.Tests.Tokens;

/// <summary>
/// Two real processes over one vault, one account, the simulator's issuer with its reuse detection. CODEX_POOLER_LONG=1 runs all
/// rounds.
/// </summary>
public sealed class TwoProcessTests
{
    private const int CallersPerProcess = 100;
    private static readonly int Rounds = Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1" ? 100 : 5;

    [Fact]
    public async Task Refresh_ManyCallersOfTwoProcesses_OneExchangeARound()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await using var one = await AccountsProcess.StartAsync(scene.Host.Folder, scene.Simulator.BaseAddress);
        await using var two = await AccountsProcess.StartAsync(scene.Host.Folder, scene.Simulator.BaseAddress);
        var before = await scene.CountAsync("oauth.token");

        for (var generation = 1; generation <= Rounds; generation++)
        {
            var rejected = generation;
            var answers = await Task.WhenAll(Enumerable.Range(0, 2 * CallersPerProcess).Select(caller =>
                (caller % 2 == 0 ? one : two).Credentials.RefreshAsync(
                    new() { AccountId = account.Id, RejectedGeneration = rejected }).ResponseAsync));

            answers.ShouldAllBe(credential => credential.Generation == rejected + 1);
            answers.Select(credential => credential.AccessToken).Distinct().Count().ShouldBe(1);
            (await scene.CountAsync("oauth.token")).ShouldBe(before + rejected);
        }
    }

    [Fact]
    public async Task Refresh_ClaimerKilledBeforeTheIssuerActed_TheOtherTakesOver()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await using var one = await AccountsProcess.StartAsync(scene.Host.Folder, scene.Simulator.BaseAddress);
        await using var two = await AccountsProcess.StartAsync(scene.Host.Folder, scene.Simulator.BaseAddress);
        await scene.FaultAsync("oauth.token", new() { HangBeforeHeaders = true });
        var left = one.Credentials.RefreshAsync(new() { AccountId = account.Id, RejectedGeneration = 1 }).ResponseAsync;
        await Eventually.TrueAsync(scene.IsFaultHitAsync, "the exchange hangs at the issuer");

        await one.KillAsync();
        var answer = await two.Credentials.RefreshAsync(
            new() { AccountId = account.Id, RejectedGeneration = 1 }, deadline: DateTime.UtcNow.AddSeconds(30));

        answer.Generation.ShouldBe(2);
        await Should.ThrowAsync<Exception>(() => left);
        (await scene.LedgerAsync("oauth.token")).ShouldAllBe(row => !row.GetRawText().Contains("refresh_token_reused"));
    }
}
