using System.Text.Json;
using CodexPooler.Cli.Tests.TestData;

namespace CodexPooler.Cli.Tests;

public sealed class AuditVerbTests
{
    [Fact]
    public async Task Audit_EndNotedDown_ProvesTheLogAndShowsWhatIsNotTheSame()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.RunAsync("pool", "create", "team");
        await scene.RunAsync("key", "create", "team", "ci");

        var proof = (await scene.RunAsync("audit", "verify", "--json")).ShouldEnd(0).Json;
        var hash = proof.GetProperty("last_hash").GetString()!;
        var end = $"{proof.GetProperty("last_sequence").GetInt64()}:{hash}";
        await scene.RunAsync("pool", "create", "other");

        (await scene.RunAsync("audit", "verify")).ShouldEnd(0).Output.ShouldContain("Intact: 3 entries.");
        (await scene.RunAsync("audit", "verify", "--known", end)).ShouldEnd(0);
        var other = $"2:{(hash[0] == '0' ? '1' : '0')}{hash[1..]}";
        (await scene.RunAsync("audit", "verify", "--known", other)).ShouldEnd(1)
            .Errors.ShouldContain("Entry 2 is not the one that stood there");
        (await scene.RunAsync("audit", "verify", "--known", $"9:{hash}")).ShouldEnd(1).Errors.ShouldContain("Entries 4 to 9");
        var json = (await scene.RunAsync("audit", "verify", "--known", $"9:{hash}", "--json")).ShouldEnd(1).Json;
        (json.GetProperty("missing_from").GetInt64(), json.GetProperty("missing_to").GetInt64()).ShouldBe((4, 9));
        (await scene.RunAsync("audit", "verify", "--known", "yesterday")).ShouldEnd(2);
        (await scene.RunAsync("audit", "verify", "--known", "2:ff")).ShouldEnd(4).Errors.ShouldContain("64 hex digits");
    }

    [Fact]
    public async Task Audit_Accept_TakesAReasonAndAYes()
    {
        await using var scene = await CliScene.StartAsync();
        await scene.RunAsync("pool", "create", "team");

        (await scene.RunAsync("audit", "accept", "--yes")).ShouldEnd(2).Errors.ShouldContain("--reason");
        (await scene.RunAsync("audit", "accept", "--reason", "why not")).ShouldEnd(2).Errors.ShouldContain("--yes");
        (await scene.RunAsync("audit", "accept", "--reason", "why not", "--yes", "--json")).ShouldEnd(0)
            .Json.GetProperty("entries").ValueKind.ShouldBe(JsonValueKind.Number);
    }
}
