using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>Turns over WebSockets, against the simulator, whose sockets behave as measured with the real clients.</summary>
public sealed class SocketTurnTests : IAsyncLifetime
{
    private readonly TurnFixture _fixture = new() { Settings = { ["Edge:Upstream:HeadersTimeout"] = "00:00:15", ["Edge:Upstream:IdleTimeout"] = "00:00:20" } };

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Turns_PrewarmThenTwoFollowUps_UseOneUpstreamSocketAndAreSettledOneByOne()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("", generate: false);
        var prewarm = await client.TurnAsync();
        await client.CreateAsync("SAY:firstEND", previous: IdOf(prewarm));
        var first = await client.TurnAsync();
        await client.CreateAsync("SAY:secondEND", previous: IdOf(first));
        var second = await client.TurnAsync();

        prewarm.Select(SocketClient.TypeOf).ShouldBe(["response.created", "response.completed"]);
        first.ShouldContain(message => message.GetRawText().Contains("first"));
        second.ShouldContain(message => message.GetRawText().Contains("second"));
        await _fixture.SettledAsync(3);
        var settled = _fixture.Turns.All.ToArray();
        settled.ShouldAllBe(turn => turn.Outcome == TurnOutcome.Succeeded && turn.Transport == "websocket" && turn.AccountId == "acct-plus");
        settled[0].Route.ShouldBe("backend.responses.prewarm");
        var rows = await _fixture.LedgerAsync();
        rows.Length.ShouldBe(3);
        settled.Sum(turn => turn.Usage!.Input).ShouldBe(rows.Sum(row => row.GetProperty("usage").GetProperty("input").GetInt64()));
        settled.Sum(turn => turn.Usage!.Output).ShouldBe(rows.Sum(row => row.GetProperty("usage").GetProperty("output").GetInt64()));
    }

    private static string IdOf(List<JsonElement> turn) => turn[^1].GetProperty("response").GetProperty("id").GetString()!;
}
