using CodexPooler.Accounts.Linking.Importing;
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
            ("Accounts:AuthFile:Path", _folder.Path), ("Accounts:AuthFile:Pools:0", "team"),
            ("Accounts:AuthFile:LookEvery", "00:10:00"));

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
    public async Task Watch_SystemTellsNothing_LookedAtAllTheSame()
    {
        // What a link points to changes without a notice in the link's folder, as on a network file system.
        var elsewhere = System.IO.Directory.CreateDirectory(Path.Combine(_folder.Path, "elsewhere")).FullName;
        var target = Path.Combine(elsewhere, "login.json");
        File.CreateSymbolicLink(AuthFile, target);
        await using var scene = await LinkingScene.StartAsync(
            null, ("Accounts:AuthFile:Path", AuthFile), ("Accounts:AuthFile:LookEvery", "00:00:00.200"));

        await File.WriteAllTextAsync(target, await scene.AuthFileAsync("acct-plus"));
        await UntilAsync(scene, accounts => accounts.Count == 1);
        await File.WriteAllTextAsync(target + ".new", await scene.AuthFileAsync("acct-pro"));
        File.Move(target + ".new", target, overwrite: true);

        await UntilAsync(scene, accounts => accounts.Count == 2);
    }

    [Fact]
    public async Task Watch_FolderComesLaterAndIsReplaced_FollowedThroughAll()
    {
        var home = Path.Combine(_folder.Path, "home");
        await using var scene = await LinkingScene.StartAsync(
            null, ("Accounts:AuthFile:Path", home), ("Accounts:AuthFile:LookEvery", "00:00:00.200"));
        var file = Path.Combine(home, "auth.json");

        // Nothing can be watched before the folder is there.
        System.IO.Directory.CreateDirectory(home);
        await File.WriteAllTextAsync(file, await scene.AuthFileAsync("acct-plus"));
        await UntilAsync(scene, accounts => accounts.Count == 1);
        System.IO.Directory.Move(home, home + ".old");
        System.IO.Directory.CreateDirectory(home);
        await File.WriteAllTextAsync(file, await scene.AuthFileAsync("acct-pro"));

        await UntilAsync(scene, accounts => accounts.Count == 2);
    }

    [Fact]
    public async Task Watch_FileThatNobodyCanRead_DoesNotEndTheWatch()
    {
        await using var scene = await LinkingScene.StartAsync(
            null, ("Accounts:AuthFile:Path", _folder.Path), ("Accounts:AuthFile:LookEvery", "00:00:00.200"));

        await File.WriteAllTextAsync(AuthFile, """{"tokens":{"access_token":"\ud800","refresh_token":"b","id_token":"c"}}""");
        await File.WriteAllBytesAsync(AuthFile, [.. "{\"type\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        System.IO.Directory.CreateDirectory(AuthFile + ".folder");
        File.Delete(AuthFile);
        System.IO.Directory.Move(AuthFile + ".folder", AuthFile);
        System.IO.Directory.Delete(AuthFile);
        await ReplaceAsync(await scene.AuthFileAsync("acct-plus"));

        await UntilAsync(scene, accounts => accounts.Count == 1);
    }

    [Fact]
    public async Task Renew_FolderMissingThenThere_TellsWhyNotAndThenOfChanges()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var notices = new FolderNotices(() => told.TrySetResult());
        var path = Path.Combine(_folder.Path, "later", "auth.json");

        notices.Renew(path).ShouldNotBeNullOrEmpty();
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        notices.Renew(path).ShouldBeNull();
        await File.WriteAllTextAsync(path, "x");

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
        notices.TakeTold().ShouldBeTrue();
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
