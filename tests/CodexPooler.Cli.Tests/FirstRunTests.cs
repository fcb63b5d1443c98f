using CodexPooler.Cli.Tests.TestData;

namespace CodexPooler.Cli.Tests;

public sealed class FirstRunTests
{
    [Fact]
    public async Task FirstSteps_AsTheHelpSays_LinkedAccountAndKey()
    {
        await using var scene = await CliScene.StartAsync();
        (await scene.RunAsync("pool", "list")).ShouldEnd(0).Output.ShouldContain("pooler pool create team");

        (await scene.RunAsync("pool", "create", "team")).ShouldEnd(0).Output.ShouldContain("pooler account link --pool team");
        (await scene.LinkAsync("acct-pro", "account", "link", "--pool",
            "team")).ShouldEnd(0).Output.ShouldContain("Linked account");
        var key = (await scene.RunAsync("key", "create", "team", "laptop")).ShouldEnd(0);
        key.Output.ShouldMatch("sk-cxp-[0-9a-f]{12}-[A-Za-z0-9_-]{43}");

        var accounts = (await scene.RunAsync("account", "list")).ShouldEnd(0).Output;
        accounts.ShouldContain("acct-pro@simulator.invalid");
        accounts.ShouldContain("active");
        accounts.ShouldContain("team");
        (await scene.RunAsync("key", "list")).ShouldEnd(0).Output.ShouldContain("laptop");
    }

    [Fact]
    public async Task Hints_FolderNamedOnTheCommandLine_SayItToo()
    {
        await using var scene = await CliScene.StartAsync();

        (await scene.RunAsync("--data", scene.Folder, "pool", "list")).ShouldEnd(0)
            .Output.ShouldContain($"pooler --data {scene.Folder} pool create team");
        (await scene.RunAsync("pool", "show", "nobody", "--data", scene.Folder)).ShouldEnd(3)
            .Errors.ShouldContain($"pooler --data {scene.Folder} pool list");
        (await scene.RunAsync("quota", "--refresh")).ShouldEnd(0).Output.ShouldContain("pooler account link --pool POOL");
        (await scene.LinkAsync("acct-pro", "account", "link", "--label", "alone")).ShouldEnd(0)
            .Errors.ShouldContain("pooler account join ACCOUNT POOL");
    }

    [Fact]
    public async Task List_IntoAPipe_OneLineAnItem()
    {
        await using var scene = await CliScene.StartAsync();
        var name = new string('n', 120);
        await scene.RunAsync("pool", "create", "team", "--name", name);

        var lines = (await scene.RunAsync("audit", "list")).ShouldEnd(0).Output.TrimEnd('\n').Split('\n');

        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(line => line == line.TrimEnd());
        var pools = (await scene.RunAsync("pool", "list")).ShouldEnd(0).Output.TrimEnd('\n').Split('\n');
        pools.Length.ShouldBe(2);
        pools[1].ShouldContain(name);
    }

    [Fact]
    public async Task Socket_Listening_OnlyItsOwnerMayOpenIt()
    {
        await using var scene = await CliScene.StartAsync();

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(scene.Socket).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Link_Browser_PastedAddressAfterAWrongOne()
    {
        await using var scene = await CliScene.StartAsync();
        await using var process = scene.Start("account", "link", "--browser", "--label", "Mara's", "--json");
        await CodexPooler.Testing.Time.Eventually.TrueAsync(() => process.Errors.Contains("Paste that", StringComparison.Ordinal),
            "it asks");
        var url = process.Errors.Split('\n').Single(line => line.StartsWith("Open", StringComparison.Ordinal))[4..].Trim();

        await process.TypeAsync("http://localhost:1455/auth/callback?code=x");
        await process.TypeAsync(await CliScene.SignInAsync(url, "acct-plus"));
        var run = (await process.EndAsync()).ShouldEnd(0);

        run.Errors.ShouldContain("carries no state");
        run.Json.GetProperty("state").GetString().ShouldBe("completed");
        (await scene.RunAsync("account", "show", "mara", "--json")).Json.GetProperty("plan").GetString().ShouldBe("plus");
    }

    [Fact]
    public async Task Invite_AcceptedByTheInvited_AccountJoins()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.RunAsync("pool", "create", "team");
        var created = (await scene.RunAsync("invite", "create", "team", "--label", "Mara", "--json")).ShouldEnd(0).Json;

        var accepted = await scene.LinkAsync("acct-plus", "invite", "accept", created.GetProperty("token").GetString()!);

        accepted.ShouldEnd(0).Errors.ShouldContain("You are invited to team");
        (await scene.RunAsync("invite", "list", "--json")).Json[0].GetProperty("status").GetString().ShouldBe("accepted");
        (await scene.RunAsync("account", "list", "--json")).Json[0].GetProperty("owner").GetString().ShouldBe("Mara");
        (await scene.RunAsync("invite", "revoke", "mara")).ShouldEnd(4);
    }

    [Fact]
    public async Task Import_FolderOfLogins_DryRunThenForReal()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.RunAsync("pool", "create", "team");
        var folder = Directory.CreateDirectory(Path.Combine(scene.Folder, "logins")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "a.json"), await scene.AuthFileAsync("acct-plus"));
        await File.WriteAllTextAsync(Path.Combine(folder, "b.json"), await scene.AuthFileAsync("acct-pro"));

        (await scene.RunAsync("account", "import", folder, "--dry-run")).ShouldEnd(0).Errors.ShouldContain("nothing was kept");
        (await scene.RunAsync("account", "list", "--json")).Json.GetArrayLength().ShouldBe(0);
        (await scene.RunAsync("account", "import", folder, "--pool", "team")).ShouldEnd(0).Output.ShouldContain("added");
        (await scene.RunAsync("account", "list", "--pool", "team", "--json")).Json.GetArrayLength().ShouldBe(2);

        await File.WriteAllTextAsync(Path.Combine(folder, "c.json"), """{"OPENAI_API_KEY":"sk-x"}""");
        (await scene.RunAsync("account", "import", Path.Combine(folder, "c.json"))).ShouldEnd(4).Output.ShouldContain(
            "unsupported_auth_json");
        (await scene.RunAsync("account", "import", Path.Combine(folder, "nothing"))).ShouldEnd(3);
    }
}
