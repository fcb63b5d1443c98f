using System.Text.Json;
using CodexPooler.Cli.Tests.TestData;

namespace CodexPooler.Cli.Tests;

public sealed class VerbTests
{
    [Fact]
    public async Task Pool_WholeLife_EachStepShows()
    {
        await using var scene = await CliScene.StartAsync();
        var created = (await scene.RunAsync("pool", "create", "team", "--strategy", "quota-first", "--images", "false",
            "--json")).ShouldEnd(0).Json;
        created.GetProperty("strategy").GetString().ShouldBe("quota_first");
        created.GetProperty("allow_images").GetBoolean().ShouldBeFalse();
        string[] defaults = ["openai_surface", "sticky_http_sessions", "sticky_websocket_sessions", "prompt_cache_affinity"];
        foreach (var on in defaults)
            created.GetProperty(on).GetBoolean().ShouldBeTrue(on);

        (await scene.RunAsync("pool", "edit", "te", "--name", "The team", "--ring-size", "5")).ShouldEnd(0);
        (await scene.RunAsync("pool", "pause", "The team")).ShouldEnd(0);
        var shown = (await scene.RunAsync("pool", "show", created.GetProperty("id").GetString()!, "--json")).ShouldEnd(0).Json;
        (shown.GetProperty("ring_size").GetInt32(), shown.GetProperty("status").GetString()).ShouldBe((5, "disabled"));
        shown.GetProperty("strategy").GetString().ShouldBe("quota_first");
        (await scene.RunAsync("pool", "resume", "team")).ShouldEnd(0);
        (await scene.RunAsync("pool", "remove", "team")).ShouldEnd(0);
        (await scene.RunAsync("pool", "list", "--json")).Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Key_WholeLife_EachStepShows()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.RunAsync("pool", "create", "team");
        var created = (await scene.RunAsync("key", "create", "team", "ci", "--models", "gpt-5.5,gpt-5.4", "--requests-per-day",
            "100",
            "--dollars-per-month", "12.50", "--expires", "30d", "--json")).ShouldEnd(0).Json.GetProperty("key");
        var policy = created.GetProperty("policy");
        policy.GetProperty("allowed_models").GetArrayLength().ShouldBe(2);
        policy.GetProperty("limits").GetProperty("micro_dollars_per_month").GetInt64().ShouldBe(12_500_000);
        created.TryGetProperty("hash", out _).ShouldBeFalse();

        var lifted = (await scene.RunAsync("key", "edit", "ci", "--concurrency", "3", "--models", "any", "--expires", "never",
            "--json")).ShouldEnd(0).Json;
        lifted.GetProperty("policy").GetProperty("models_restricted").GetBoolean().ShouldBeFalse();
        lifted.GetProperty("policy").GetProperty("allowed_models").GetArrayLength().ShouldBe(0);
        lifted.GetProperty("expires_at").ValueKind.ShouldBe(JsonValueKind.Null);
        (await scene.RunAsync("key", "pause", "ci")).ShouldEnd(2).Errors.ShouldContain("--reason");
        (await scene.RunAsync("key", "pause", "ci", "--reason", "leaked?", "--until", "2d")).ShouldEnd(0)
            .Output.ShouldContain("paused until 20");
        (await scene.RunAsync("key", "list")).Output.ShouldMatch("paused by local operator until 20.*: leaked");
        (await scene.RunAsync("key", "show", created.GetProperty("prefix").GetString()!,
            "--json")).Json.GetProperty("status").GetString().ShouldBe("paused");
        (await scene.RunAsync("key", "resume", "ci")).ShouldEnd(0);
        var rotated = (await scene.RunAsync("key", "rotate", "ci", "--json")).ShouldEnd(0).Json;
        var limits = rotated.GetProperty("key").GetProperty("policy").GetProperty("limits");
        (limits.GetProperty("concurrency").GetInt32(), limits.GetProperty("requests_per_day").GetInt64()).ShouldBe((3, 100));
        // The old one of the same name is revoked, so the name means the new one.
        (await scene.RunAsync("key", "revoke", "ci")).ShouldEnd(0);
        (await scene.RunAsync("key", "list", "--all", "--json")).Json.GetArrayLength().ShouldBe(2);
        (await scene.RunAsync("key", "list", "--json")).Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Edit_ModelLimitsDialectsAndOwnersHours_AreStoredAndWrongOnesExplained()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.RunAsync("pool", "create", "team");
        await scene.RunAsync("key", "create", "team", "ci");
        await scene.LinkAsync("acct-plus", "account", "link", "--label", "plus");

        var key = (await scene.RunAsync("key", "edit", "ci", "--model-limit", "gpt-5.5:tokens-per-day=1000",
            "--model-limit", "gpt-5.5:dollars-per-day=2.5", "--json")).ShouldEnd(0).Json;
        var limits = key.GetProperty("model_limits").GetProperty("gpt-5.5");
        (limits.GetProperty("tokens_per_day").GetInt64(), limits.GetProperty("micro_dollars_per_day").GetInt64())
            .ShouldBe((1000, 2_500_000));
        foreach (var wrong in (string[])["gpt-5.5:luck=1", "gpt-5.5=1", "a:concurrency=1.5", "a:concurrency=9999999999"])
            (await scene.RunAsync("key", "edit", "ci", "--model-limit", wrong)).ShouldEnd(2)
                .Errors.ShouldContain("--model-limit");
        key = (await scene.RunAsync("key", "edit", "ci", "--model-limit", "gpt-5.5:none=0", "--json")).ShouldEnd(0).Json;
        key.GetProperty("model_limits").EnumerateObject().ShouldBeEmpty();
        var pool = (await scene.RunAsync("pool", "edit", "team", "--dialect", "gpt-5.5=lite", "--json")).ShouldEnd(0).Json;
        pool.GetProperty("dialects").GetProperty("gpt-5.5").GetString().ShouldBe("lite");
        (await scene.RunAsync("pool", "edit", "team", "--dialect", "gpt-5.5=latin")).ShouldEnd(2);
        var account = (await scene.RunAsync(
            "account", "edit", "plus", "--owner-hours", "22:00-06:00", "--json")).ShouldEnd(0).Json;
        var hours = account.GetProperty("owner_hours")[0];
        (hours.GetProperty("from_minute").GetInt32(), hours.GetProperty("to_minute").GetInt32()).ShouldBe((1320, 360));
        (await scene.RunAsync("account", "edit", "plus", "--owner-hours", "late")).ShouldEnd(2);
        (await scene.RunAsync("account", "resets", "plus", "--json")).ShouldEnd(0).Json.GetArrayLength().ShouldBe(0);
        (await scene.RunAsync("account", "redeem", "plus")).ShouldEnd(2);
        (await scene.RunAsync("account", "redeem", "plus", "--yes")).ShouldEnd(4);
    }

    [Fact]
    public async Task Account_PausedResumedRefreshedAndUnlinked_EachStepShows()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.RunAsync("pool", "create", "team");
        await scene.LinkAsync("acct-plus", "account", "link", "--label", "plus one");

        (await scene.RunAsync("account", "join", "plus", "team")).ShouldEnd(0);
        (await scene.RunAsync("account", "pause", "plus one")).ShouldEnd(2).Errors.ShouldContain("--reason");
        (await scene.RunAsync("account", "pause", "plus one", "--reason", "holiday", "--until", "2d")).ShouldEnd(0);
        (await scene.RunAsync("account", "list")).Output.ShouldContain("holiday");
        (await scene.RunAsync("account", "resume", "plus one")).ShouldEnd(0);
        (await scene.RunAsync("account", "edit", "plus one", "--reserve", "20", "--tag", "eu")).ShouldEnd(0);
        (await scene.RunAsync("token", "refresh", "plus one")).ShouldEnd(0).Output.ShouldContain("Generation 2");
        (await scene.RunAsync("account", "leave", "plus one", "team")).ShouldEnd(0);
        (await scene.RunAsync("account", "unlink", "plus one")).ShouldEnd(0).Output.ShouldContain("revoked upstream");
        (await scene.RunAsync("token", "refresh", "plus one")).ShouldEnd(4);
        (await scene.LinkAsync("acct-plus", "account", "link", "--relink", "plus one")).ShouldEnd(0);
        var shown = (await scene.RunAsync("account", "show", "plus one", "--json")).Json;
        (shown.GetProperty("status").GetString(), shown.GetProperty("reserve_percent").GetInt32()).ShouldBe(("active", 20));
    }

    [Fact]
    public async Task Operator_TokenOverTheNetwork_DoesWhatItsRoleMay()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.RunAsync("pool", "create", "team");
        await scene.RunAsync("pool", "create", "other");
        (await scene.RunAsync("operator", "create", "mara", "--role", "admin", "--pool", "team")).ShouldEnd(0);
        var token = (await scene.RunAsync("operator", "token", "create", "mara", "--json")).ShouldEnd(0).Json;
        var secret = token.GetProperty("secret").GetString()!;

        (await scene.RunRemoteAsync(secret, "pool", "list", "--json")).ShouldEnd(0).Json.GetArrayLength().ShouldBe(1);
        (await scene.RunRemoteAsync(secret, "key", "create", "team", "laptop")).ShouldEnd(0);
        (await scene.RunRemoteAsync(secret, "pool", "create", "mine")).ShouldEnd(5);
        (await scene.RunRemoteAsync("", "pool", "list")).ShouldEnd(5);
        (await scene.RunAsync("operator", "pause", "mara")).ShouldEnd(0);
        (await scene.RunRemoteAsync(secret, "pool", "list")).ShouldEnd(5);
        (await scene.RunAsync("operator", "resume", "mara")).ShouldEnd(0);
        var listed = (await scene.RunAsync("operator", "token", "list", "mara")).ShouldEnd(0).Output;
        listed.ShouldContain(token.GetProperty("prefix").GetString()!);
        (await scene.RunAsync("operator", "token", "revoke", token.GetProperty("prefix").GetString()!)).ShouldEnd(0);
        (await scene.RunAsync("operator", "token", "list", "--json")).ShouldEnd(0).Json.GetArrayLength().ShouldBe(0);
        (await scene.RunRemoteAsync(secret, "pool", "list")).ShouldEnd(5);
        var audit = (await scene.RunAsync("audit", "list", "--json")).ShouldEnd(0);
        audit.Output.ShouldContain("\"mara\"");
        audit.Output.ShouldNotContain(secret);
        (await scene.RunAsync("audit", "verify")).ShouldEnd(0).Output.ShouldContain("Intact");
    }

    [Fact]
    public async Task Quota_AskedUpstream_BarForEachWindow()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.LinkAsync("acct-pro", "account", "link", "--label", "pro one");

        var shown = (await scene.RunAsync("quota", "--refresh")).ShouldEnd(0).Output;

        shown.ShouldContain("pro one");
        shown.ShouldContain("5 h");
        shown.ShouldContain("7 d");
        shown.ShouldContain("████████████████████");
        var json = (await scene.RunAsync("quota", "pro one", "--json")).ShouldEnd(0).Json;
        var windows = json[0].GetProperty("windows").EnumerateArray();
        windows.Count(window => window.GetProperty("limit").GetString() == "account").ShouldBe(2);
    }

    [Fact]
    public async Task Settings_SetAndListed()
    {
        await using var scene = await CliScene.StartAsync();

        (await scene.RunAsync("settings", "set", "invites.valid_hours", "12")).ShouldEnd(0);
        (await scene.RunAsync("settings", "set", "invites.valid_hours",
            "many")).ShouldEnd(4).Errors.ShouldContain("whole number");

        (await scene.RunAsync("settings", "list",
            "--json")).Json.GetProperty("values").GetProperty("invites.valid_hours").GetString().ShouldBe("12");
    }
}
