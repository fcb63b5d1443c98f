using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Accounts.Tests.Tokens;

/// <summary>
/// Two real processes over a store behind gates. One is killed while seven renewals each stand at another step; the other goes
/// on. CODEX_POOLER_LONG=1 runs a hundred rounds, in which the two swap places.
/// </summary>
public sealed class KillPointTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1" ? 100 : 1;
    private static readonly KillPoint[] Points = Enum.GetValues<KillPoint>();

    [Fact]
    public async Task Refresh_KilledAtEveryStep_NoAccountIsLost()
    {
        await using var scene = await KillScene.StartAsync(Points.Length);
        var victim = await scene.StartProcessAsync();
        var survivor = await scene.StartProcessAsync();
        for (var round = 1; round <= Rounds; round++)
        {
            var reuses = await scene.ReusesAsync();
            var left = await StandStillAsync(scene, victim);
            await victim.Process.KillAsync();
            await victim.DisposeAsync();
            await Task.WhenAll(left.Select(call => Should.ThrowAsync<RpcException>(() => call)));

            await Task.WhenAll(Points.Select(point => ProveAsync(scene, survivor, point)));

            // Only where the issuer had rotated and the answer died with the process is there nothing to go on with.
            (await scene.ReusesAsync()).ShouldBe(reuses + 2, $"round {round}");
            foreach (var account in scene.Accounts) await scene.RelinkAsync(account);
            (victim, survivor) = (survivor, await scene.StartProcessAsync());
        }

        await victim.DisposeAsync();
        await survivor.DisposeAsync();
    }

    [Fact]
    public async Task Refresh_StoreReadsAreBehind_TheOldTokenIsNotExchanged()
    {
        await using var scene = await KillScene.StartAsync(1);
        await using var one = await scene.StartProcessAsync();
        await using var two = await scene.StartProcessAsync();
        var account = scene.Accounts[0];
        var name = VaultName.Of(account.Id);
        var old = await scene.ReadSecretAsync(name);
        (await RefreshAsync(one, account, 1)).Generation.ShouldBe(2);
        // F8: a standby answers the first read of the other process with what was true before.
        two.Sidecar.Add(new(GateMoment.Instead, "GET", name) { Status = 200, Body = old });

        (await RefreshAsync(two, account, 1)).Generation.ShouldBe(2);

        (await scene.ReusesAsync()).ShouldBe(0);
        (await scene.ExchangesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_StoreAwayAtTheClaim_NoExchangeAndTheCredentialServes()
    {
        await using var scene = await KillScene.StartAsync(1);
        await using var process = await scene.StartProcessAsync();
        var account = scene.Accounts[0];
        process.Store.Add(new(GateMoment.Instead, "POST", VaultName.Of(account.Id)));

        var refusal = await Should.ThrowAsync<RpcException>(() => RefreshAsync(process, account, 1));

        refusal.StatusCode.ShouldBe(StatusCode.Unavailable);
        (await scene.ExchangesAsync()).ShouldBe(0);
        var held = await process.Process.Credentials.GetAsync(new() { AccountId = $"{account.Id}" });
        held.Generation.ShouldBe(1);
        (await RefreshAsync(process, account, 1)).Generation.ShouldBe(2);
    }

    private static async Task<IReadOnlyList<Task<Credential>>> StandStillAsync(KillScene scene, GatedProcess victim)
    {
        var calls = new List<Task<Credential>>();
        var held = new List<Task>();
        foreach (var point in Points)
        {
            var account = scene.Accounts[(int)point];
            held.Add((await HoldAsync(scene, victim, point, account)).Reached);
            calls.Add(RefreshAsync(victim, account, await scene.GenerationAsync(account)));
        }

        // A renewal that ends instead of standing still would be waited for in vain.
        var first = await Task.WhenAny(Task.WhenAll(held), Task.WhenAny(calls)).WaitAsync(TimeSpan.FromSeconds(60));
        if (first is Task<Task<Credential>> ended) await await ended;
        return calls;
    }

    private static async Task<GateRule> HoldAsync(KillScene scene, GatedProcess victim, KillPoint point, LinkedAccount account)
    {
        var name = VaultName.Of(account.Id);
        if (point == KillPoint.BeforeTheVerdict) await scene.RevokeAsync(account);
        return point switch
        {
            KillPoint.BeforeTheClaim => victim.Store.Add(new(GateMoment.Before, "POST", name)),
            KillPoint.ClaimUnanswered => victim.Store.Add(new(GateMoment.After, "POST", name)),
            KillPoint.BeforeTheExchange => victim.Issuer.Add(new(GateMoment.Before, await scene.RefreshTokenAsync(account))),
            KillPoint.ExchangeUnanswered => victim.Issuer.Add(new(GateMoment.After, await scene.RefreshTokenAsync(account))),
            KillPoint.ResultUnanswered => victim.Store.Add(new(GateMoment.After, "POST", name) { Skip = 1 }),
            _ => victim.Store.Add(new(GateMoment.Before, "POST", name) { Skip = 1 }),
        };
    }

    private static async Task ProveAsync(KillScene scene, GatedProcess survivor, KillPoint point)
    {
        var account = scene.Accounts[(int)point];
        if (point is KillPoint.ExchangeUnanswered or KillPoint.BeforeTheResult or KillPoint.BeforeTheVerdict)
        {
            var refusal = await Should.ThrowAsync<RpcException>(() => RefreshAsync(survivor, account, account.Generation));
            refusal.StatusCode.ShouldBe(StatusCode.FailedPrecondition, $"{point}");
            refusal.Status.Detail.ShouldContain("Link the account again", Case.Sensitive, $"{point}");
            (await scene.StatusAsync(account)).ShouldBe(AccountStatus.ReauthRequired, $"{point}");
        }
        else
        {
            var credential = await RefreshAsync(survivor, account, account.Generation);
            credential.Generation.ShouldBe(account.Generation + 1, $"{point}");
            await scene.ProveServesAsync(account, credential.AccessToken);
        }
    }

    private static Task<Credential> RefreshAsync(GatedProcess process, LinkedAccount account, long generation) =>
        process.Process.Credentials.RefreshAsync(
            new() { AccountId = $"{account.Id}", RejectedGeneration = generation },
            deadline: DateTime.UtcNow.AddSeconds(60)).ResponseAsync;
}
