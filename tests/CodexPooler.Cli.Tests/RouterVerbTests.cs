using CodexPooler.Cli.Tests.TestData;
using CodexPooler.Testing.Time;

namespace CodexPooler.Cli.Tests;

/// <summary>The real command against the real system in one process, with turns of the simulated backend.</summary>
public sealed class RouterVerbTests(RouterScene scene) : IClassFixture<RouterScene>
{
    [Fact]
    public async Task Explain_AServedTurn_NamesWinnerLosersAndPolicy()
    {
        var turn = await scene.ServedAsync();

        var told = (await scene.RunAsync("router", "explain", turn)).ShouldEnd(0).Output;
        told.ShouldContain("Attempt 1 for gpt-5.5: served by ");
        told.ShouldContain("strategy fill_first");
        told.ShouldContain("Decided 20");
        var json = (await scene.RunAsync("router", "explain", turn, "--json")).ShouldEnd(0).Json;
        var decision = json.GetProperty("decisions")[0];
        decision.GetProperty("turn_id").GetString().ShouldBe(turn);
        decision.GetProperty("policy_version").GetString().ShouldNotBeNullOrEmpty();
        decision.GetProperty("candidates").GetArrayLength().ShouldBe(2);
        decision.GetProperty("candidates")[0].GetProperty("strategy_term").GetDouble().ShouldBeGreaterThan(0);
        told.ShouldContain(decision.GetProperty("candidates")[1].GetProperty("label").GetString()!);

        (await scene.RunAsync("router", "explain", Guid.CreateVersion7().ToString())).ShouldEnd(3)
            .Errors.ShouldContain("Nobody remembers");
        (await scene.RunAsync("router", "explain", "yesterday's")).ShouldEnd(4).Errors.ShouldContain("UUID");
    }

    [Fact]
    public async Task Replay_AnotherStrategy_TellsTheDifferences()
    {
        for (var i = 0; i < 4; i++) await scene.ServedAsync();

        var told = (await scene.RunAsync("router", "replay", "--pool", scene.Seat.PoolId, "--strategy", "round-robin"))
            .ShouldEnd(0);
        told.Output.ShouldContain("with round-robin:");
        foreach (var row in (string[])["refusals", "cached tokens kept", "fairness"]) told.Output.ShouldContain(row);
        var json = (await scene.RunAsync(
            "router", "replay", "--pool", scene.Seat.PoolId, "--strategy", "round-robin", "--json")).ShouldEnd(0).Json;
        json.GetProperty("replayed").GetProperty("fairness").GetDouble()
            .ShouldBeGreaterThan(json.GetProperty("recorded").GetProperty("fairness").GetDouble());
        json.GetProperty("policy").GetProperty("strategy").GetString().ShouldBe("round_robin");
        (await scene.RunAsync("router", "replay", "--pool", scene.Seat.PoolId, "--ring-size", "99")).ShouldEnd(4);
        (await scene.RunAsync("router", "replay", "--pool", scene.Seat.PoolId, "--strategy", "any")).ShouldEnd(2);
    }

    [Fact]
    public async Task Drain_WithATurnOpen_WaitsForItsEnd()
    {
        // It lasts until its client leaves, however long the commands before that take.
        var (turn, answer) = await scene.BeginAsync("TOKENS:4000END");
        var account = (await scene.RunAsync("router", "explain", turn, "--json")).Json
            .GetProperty("decisions")[0].GetProperty("winner_account_id").GetString()!;

        var drained = (await scene.RunAsync("router", "drain", account, "--reason", "holiday", "--json")).ShouldEnd(0).Json;
        drained.GetProperty("open_turns").GetInt32().ShouldBeGreaterThan(0);
        drained.GetProperty("eta_ms").GetInt64().ShouldBeGreaterThan(0);
        (await scene.RunAsync("router", "drain", account, "--timeout", "9m")).ShouldEnd(2);
        await using var waiting = scene.Start("router", "drain", account, "--wait");
        answer.Dispose();
        (await waiting.EndAsync()).ShouldEnd(0).Output.ShouldContain("No turn is open on");

        (await scene.RunAsync("router", "state")).ShouldEnd(0).Output.ShouldContain("being drained");
        var elsewhere = await scene.ServedAsync();
        (await scene.RunAsync("router", "explain", elsewhere)).Output.ShouldContain("being drained");
        (await scene.RunAsync("router", "undrain", account)).ShouldEnd(0).Output.ShouldContain("gets turns again");
        var audit = (await scene.RunAsync("audit", "list", "--target", $"account:{account}")).ShouldEnd(0).Output;
        audit.ShouldContain("router.drain");
        audit.ShouldContain("router.undrain");
        audit.ShouldContain("local operator");
        audit.ShouldContain("holiday");
        (await scene.RunAsync("audit", "verify")).ShouldEnd(0);
        (await scene.RunAsync("router", "drain", "nobody")).ShouldEnd(3).Errors.ShouldContain("no account 'nobody'");
    }

    [Fact]
    public async Task Clear_ACoolingAccount_ServesAgain()
    {
        await scene.Control.SendAsync(
            HttpMethod.Post, "faults", new { account = "acct-plus", route = "responses", effect = new { status = 403 } });
        await scene.Control.SendAsync(
            HttpMethod.Post, "faults", new { account = "acct-pro", route = "responses", effect = new { status = 403 } });
        using (await scene.AskAsync("SAY:noEND"))
            await scene.Control.SendAsync(HttpMethod.Delete, "faults");
        var (first, second) = (scene.Seat.Accounts["acct-plus"], scene.Seat.Accounts["acct-pro"]);

        var held = (await scene.RunAsync("router", "state", "--pool", scene.Seat.PoolId)).ShouldEnd(0).Output;
        held.ShouldContain("cooling down after a fault, for");
        var cleared = (await scene.RunAsync("router", "clear", first, second, "--json")).ShouldEnd(0).Json;
        cleared.EnumerateArray().Sum(one => one.GetProperty("marks_cleared").GetInt32()).ShouldBeGreaterThan(0);
        await scene.ServedAsync();
        (await scene.RunAsync("router", "clear")).ShouldEnd(2);
    }

    [Fact]
    public async Task Stop_EachGrade_RefusesUntilStartedAgain()
    {
        (await scene.RunAsync("router", "stop", "model", "gpt-5.5", "--reason", "drill", "--until", "1h")).ShouldEnd(0)
            .Output.ShouldStartWith("Stopped: model gpt-5.5, until 20");
        using (var refused = await scene.AskAsync("SAY:noEND"))
            (await refused.Content.ReadAsStringAsync()).ShouldContain("drill");
        (await scene.RunAsync("router", "state")).Output.ShouldContain("Stopped: model gpt-5.5");
        (await scene.RunAsync("router", "start", "model", "gpt-5.5"))
            .ShouldEnd(0).Output.ShouldContain("Served again: model gpt-5.5.");
        (await scene.RunAsync("router", "start", "model", "gpt-5.5")).ShouldEnd(0).Output.ShouldContain("Nothing to start");
        foreach (var grade in (string[][])[["new-sessions"], ["key", "laptop"], ["read-only"]])
        {
            (await scene.RunAsync(["router", "stop", .. grade])).ShouldEnd(0).Output.ShouldContain("until started again");
            using (var refused = await scene.AskAsync("SAY:noEND")) refused.IsSuccessStatusCode.ShouldBeFalse();
            (await scene.RunAsync(["router", "start", .. grade])).ShouldEnd(0);
            await scene.ServedAsync();
        }

        (await scene.RunAsync("router", "stop", "model", "gpt-typo")).ShouldEnd(0).Errors.ShouldContain("Is that its name?");
        (await scene.RunAsync("router", "start", "model", "gpt-typo", "--json")).ShouldEnd(0).Json
            .GetProperty("changed").GetBoolean().ShouldBeTrue();
        (await scene.RunAsync("router", "stop", "key", "none")).ShouldEnd(3);
        (await scene.RunAsync("router", "stop", "read-only", "--until", "2020-01-01")).ShouldEnd(4);
    }

    [Fact]
    public async Task Operators_FromElsewhere_DoWhatTheirRoleAllows()
    {
        var owner = await scene.TokenAsync("olga", "--role", "owner");
        var viewer = await scene.TokenAsync("vera", "--role", "viewer", "--pool", scene.Seat.PoolId);
        var account = scene.Seat.Accounts["acct-pro"];

        (await scene.RunRemoteAsync(viewer, "router", "state", "--json")).ShouldEnd(0).Json
            .GetProperty("accounts").GetArrayLength().ShouldBe(2);
        (await scene.RunRemoteAsync(viewer, "router", "clear", account)).ShouldEnd(5).Errors.ShouldContain("viewer");
        (await scene.RunRemoteAsync(viewer, "router", "stop", "read-only")).ShouldEnd(5);
        (await scene.RunRemoteAsync("cxp-op-wrong", "router", "state")).ShouldEnd(5);
        (await scene.RunRemoteAsync(owner, "router", "clear", account)).ShouldEnd(0);
        var entries = (await scene.RunAsync("audit", "list", "--target", $"account:{account}", "--json")).Json;
        entries.EnumerateArray().Select(one => (one.GetProperty("action").GetString(), one.GetProperty("actor").GetString()))
            .ShouldContain(("router.clear", "olga"));
    }

    [Fact]
    public async Task State_Watched_IsShownAgainUntilInterrupted()
    {
        await using var watching = scene.Start("router", "state", "--watch", "--json");
        await Eventually.TrueAsync(() => watching.Output.Split("\"replica\"").Length > 2, "it was shown twice");
    }

    [Theory]
    [InlineData("pooler router ", "explain")]
    [InlineData("pooler router stop ", "read-only")]
    [InlineData("pooler router replay --strategy ", "bridge-ring")]
    public async Task Complete_ARouterVerb_OffersWhatMayComeNext(string typed, string offered) =>
        (await scene.RunAsync($"[suggest:{typed.Length}]", typed)).Output.Split('\n').Select(line => line.Trim())
            .ShouldContain(offered);
}
