using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Time;

namespace CodexPooler.Accounts.Tests.Linking;

public sealed class AuthFileWatchTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string AuthFile => Path.Combine(_folder.Path, "auth.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Watch_FileAppearsIsReplacedAndIsBroken_NewestLoginKept()
    {
        // The poll is far away: only the folder's own notifications can bring these changes in time.
        await using var scene = await LinkingScene.StartAsync(null,
            ("Accounts:AuthFile:Path", _folder.Path), ("Accounts:AuthFile:Pools:0", "team"), (
                "Accounts:AuthFile:LookEvery", "00:10:00"));

        await File.WriteAllTextAsync(AuthFile, await scene.AuthFileAsync("acct-plus"));
        await UntilAsync(scene, accounts => accounts.Count == 1);

        await ReplaceAsync(await scene.AuthFileAsync("acct-pro"));
        await UntilAsync(scene, accounts => accounts.Any(account => account.Plan == "pro"));

        await ReplaceAsync("half a fi");
        await ReplaceAsync(await scene.AuthFileAsync("acct-team"));
        await UntilAsync(scene, accounts =>
            accounts.Count == 3 && accounts.All(account => account.Status == AccountStatus.Active));
        (await scene.Host.Admin.ListAccountsAsync(new())).Memberships.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Watch_OpenAiCodexPathInTheEnvironment_Honoured()
    {
        await using var scene = await LinkingScene.StartAsync();
        await File.WriteAllTextAsync(AuthFile, await scene.AuthFileAsync("acct-plus"));
        using var data = new TempFolder();

        await using var process = await AccountsProcess.StartAsync(
            data.Path, scene.Simulator.BaseAddress, ("OPENAI_CODEX_PATH", _folder.Path));

        await Eventually.TrueAsync(
            async () => (await process.Admin.ListAccountsAsync(new())).Accounts.Any(
                account => account.Status == AccountStatus.Active),
            "the login of the environment's file serves");
    }

    // As the Codex client and most tools replace it: another file, renamed over it.
    private async Task ReplaceAsync(string content)
    {
        await File.WriteAllTextAsync(AuthFile + ".new", content);
        File.Move(AuthFile + ".new", AuthFile, overwrite: true);
    }

    private static Task UntilAsync(LinkingScene scene, Func<IReadOnlyList<Account>, bool> condition) => Eventually.TrueAsync(
        async () => condition((await scene.Host.Admin.ListAccountsAsync(new())).Accounts), "the watched login is taken over");
}
