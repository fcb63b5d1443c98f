using CodexPooler.Cli.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;

namespace CodexPooler.Cli.Tests;

public sealed class LedgerVerbTests
{
    private static readonly DateTimeOffset Day = new(DateTime.UtcNow.Date.AddDays(-3), TimeSpan.Zero);
    private static readonly string DayName = $"{Day:yyyy-MM-dd}";

    [Fact]
    public async Task Ledger_TurnsOfADay_VerifiedRebuiltExportedAndRepriced()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.PublishAsync(Turn(), Turn());
        await Eventually.TrueAsync(
            async () => (await scene.RunAsync("ledger", "rebuild", "--from", DayName, "--json")).Json
                .GetProperty("turns").GetInt64() == 2,
            "the turns are counted");

        (await scene.RunAsync("ledger", "verify", "--from", DayName)).ShouldEnd(0).Output.ShouldContain($"Equal: {DayName} to");
        var book = (await scene.RunAsync("prices", "show", "--book")).ShouldEnd(0).Output;
        (await scene.RunAsync("prices", "show")).Output.ShouldContain("priority");
        var bad = scene.Write("bad.json", """{"version":"x","models":{}}""");
        (await scene.RunAsync("prices", "import", bad)).ShouldEnd(4).Errors.ShouldContain("names no model");
        var json = System.Text.Json.Nodes.JsonNode.Parse(book)!;
        json["version"] = "ours";
        json["models"]!["gpt-5-codex"]!["tiers"]!["standard"]![0]!["short"]!["input"] = 1000;
        (await scene.RunAsync("prices", "import", scene.Write("ours.json", json.ToJsonString()))).ShouldEnd(0)
            .Output.ShouldContain("ours is in force");
        (await scene.RunAsync("export", "run", DayName)).ShouldEnd(0).Output.ShouldStartWith("export of");
        (await scene.RunAsync("prices", "reprice", "--from", DayName)).ShouldEnd(0).Output.ShouldContain("2 corrections");
        (await scene.RunAsync("export", "run", DayName)).ShouldEnd(0).Output.ShouldStartWith("correction 1 of");
        (await scene.RunAsync("export", "list", "--json")).ShouldEnd(0).Json.GetArrayLength().ShouldBe(2);
        (await scene.RunAsync("ledger", "verify", "--from", DayName)).ShouldEnd(0);
    }

    [Fact]
    public async Task Ledger_Operators_OnlyOwnersTouchIt()
    {
        await using var scene = await LedgerScene.StartAsync();
        var owner = await scene.TokenAsync("ada", "--role", "owner");
        (await scene.RunAsync("pool", "create", "team")).ShouldEnd(0);
        var viewer = await scene.TokenAsync("bo", "--role", "viewer", "--pool", "team");

        (await scene.RunRemoteAsync(owner, "ledger", "verify", "--from", DayName)).ShouldEnd(0);
        (await scene.RunRemoteAsync(viewer, "ledger", "verify", "--from", DayName)).ShouldEnd(5)
            .Errors.ShouldContain("Only an owner");
        (await scene.RunRemoteAsync(viewer, "prices", "show")).ShouldEnd(0);
        (await scene.RunRemoteAsync(viewer, "export", "list")).ShouldEnd(5);
        (await scene.RunRemoteAsync("cxp-op-wrong", "prices", "show")).ShouldEnd(5).Errors.ShouldContain("unknown or revoked");
    }

    [Fact]
    public async Task Ledger_TokenForMcpHosts_IsRefusedAsAccountsRefusesIt()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.TokenAsync("ada", "--role", "owner");
        var created = (await scene.RunAsync("operator", "token", "create", "ada", "--mcp", "--json")).ShouldEnd(0);
        var token = created.Json.GetProperty("secret").GetString()!;
        var refused = (await scene.RunRemoteAsync(token, "pool", "list")).ShouldEnd(5).Errors;

        (await scene.RunRemoteAsync(token, "prices", "show")).ShouldEnd(5).Errors.ShouldBe(refused);

        (await scene.RunRemoteAsync(token, "ledger", "verify", "--from", DayName)).ShouldEnd(5).Errors.ShouldBe(refused);
        refused.ShouldContain("for MCP hosts");
    }

    [Fact]
    public async Task Ledger_WrongUse_SaysWhatIsMeant()
    {
        await using var scene = await LedgerScene.StartAsync();

        (await scene.RunAsync("ledger", "verify")).ShouldEnd(2);
        (await scene.RunAsync("ledger", "verify", "--from", "yesterday")).ShouldEnd(2).Errors.ShouldContain("2026-03-31");
        (await scene.RunAsync("ledger", "rebuild", "--from", DayName, "--to", "2020-01-01")).ShouldEnd(2);
        (await scene.RunAsync("export", "run", $"{DateTime.UtcNow:yyyy-MM}")).ShouldEnd(4).Errors.ShouldContain("not over");
        (await scene.RunAsync("ledger", "replay")).ShouldEnd(2).Errors.ShouldContain("--all");
        (await scene.RunAsync("ledger", "parked")).ShouldEnd(4).Errors.ShouldContain("without a broker");
    }

    [RabbitMqFact]
    public async Task Ledger_PoisonMessage_IsShownWithItsReasonAndReplayed()
    {
        await using var scene = await LedgerScene.StartAsync(await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync());
        await scene.PublishAsync(Turn() with { TurnId = Guid.NewGuid() });
        var id = "";
        await Eventually.TrueAsync(
            async () =>
            {
                var parked = (await scene.RunAsync("ledger", "parked", "--json")).ShouldEnd(0).Json;
                if (parked.GetArrayLength() == 1) id = parked[0].GetProperty("message_id").GetString()!;
                return id.Length > 0;
            },
            "it is parked");

        (await scene.RunAsync("ledger", "parked")).Output.ShouldContain("not a version 7 UUID");
        (await scene.RunAsync("ledger", "replay", "another")).ShouldEnd(3);
        (await scene.RunAsync("ledger", "replay", id)).ShouldEnd(0).Output.ShouldStartWith("1 put back");
        await Eventually.TrueAsync(
            async () => (await scene.RunAsync("ledger", "parked", "--json")).Json.GetArrayLength() == 1, "it is parked again");
    }

    private static TurnSettled Turn() => new()
    {
        TurnId = Guid.CreateVersion7(Day.AddHours(5)),
        StartedAt = Day.AddHours(5),
        SettledAt = Day.AddHours(5.1),
        PoolId = "pool-1",
        KeyId = "key-1",
        AccountId = "account-1",
        ModelRequested = "gpt-5-codex",
        Transport = "sse",
        Route = "backend.responses",
        Outcome = TurnOutcome.Succeeded,
        HttpStatus = 200,
        Usage = new(1000, 0, 0, 100, 0),
        Attempts =
        [
            new()
            {
                Number = 1,
                AccountId = "account-1",
                StartedAt = Day.AddHours(5),
                DurationMs = 9,
                Outcome = AttemptOutcome.Served,
            },
        ],
    };
}
