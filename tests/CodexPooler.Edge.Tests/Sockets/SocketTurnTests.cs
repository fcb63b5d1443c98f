using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>Turns over WebSockets, against the simulator, whose sockets behave as measured with the real clients.</summary>
public sealed class SocketTurnTests : IAsyncLifetime
{
    private readonly TurnFixture _fixture = new()
    {
        Settings =
        {
            ["Edge:Upstream:HeadersTimeout"] = "00:00:15",
            ["Edge:Upstream:FirstEventTimeout"] = "00:00:15",
            ["Edge:Upstream:IdleTimeout"] = "00:00:20",
        },
    };

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Turns_PrewarmThenTwoFollowUps_UseOneUpstreamSocketAndAreSettledOneByOne()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("", generate: false);
        var prewarm = await client.TurnAsync();
        await client.CreateAsync("SAY:firstEND", previous: SocketClient.IdOf(prewarm));
        var first = await client.TurnAsync();
        await client.CreateAsync("SAY:secondEND", previous: SocketClient.IdOf(first));
        var second = await client.TurnAsync();

        prewarm.Select(SocketClient.TypeOf).ShouldBe(["response.created", "response.completed"]);
        first.ShouldContain(message => message.GetRawText().Contains("first"));
        second.ShouldContain(message => message.GetRawText().Contains("second"));
        await _fixture.SettledAsync(3);
        var settled = _fixture.Turns.All.ToArray();
        settled.ShouldAllBe(
            turn => turn.Outcome == TurnOutcome.Succeeded && turn.Transport == "websocket" && turn.AccountId == "acct-plus");
        settled[0].Route.ShouldBe("backend.responses.prewarm");
        var rows = await _fixture.LedgerAsync();
        rows.Length.ShouldBe(3);
        settled.Sum(turn => turn.Usage!.Input)
            .ShouldBe(rows.Sum(row => row.GetProperty("usage").GetProperty("input").GetInt64()));
        settled.Sum(turn => turn.Usage!.Output)
            .ShouldBe(rows.Sum(row => row.GetProperty("usage").GetProperty("output").GetInt64()));
    }

    [Fact]
    public async Task Turns_OnTwoSocketsOfOneSession_RunSideBySide()
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { hang_after_events = 6 } });
        await using var busy = await SocketClient.ConnectAsync(_fixture.Edge);
        await busy.CreateAsync("TOKENS:50END");
        await busy.ReceiveAsync();

        await using var other = await SocketClient.ConnectAsync(_fixture.Edge);
        await other.CreateAsync("SAY:besideEND");

        (await other.TurnAsync()).ShouldContain(message => message.GetRawText().Contains("beside"));
    }

    [Fact]
    public async Task Turn_SentWhileAnotherRuns_WaitsForIt()
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { drip_ms = 20 } });
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:oneEND");
        await client.CreateAsync("SAY:twoEND");

        (await client.TurnAsync()).ShouldContain(message => message.GetRawText().Contains("one"));
        (await client.TurnAsync()).ShouldContain(message => message.GetRawText().Contains("two"));
        await _fixture.SettledAsync(2);
    }

    [Fact]
    public async Task Turn_CompressedByTheClient_IsServed()
    {
        await using var client = await SocketClient.ConnectAsync(
            _fixture.Edge, options => options.DangerousDeflateOptions = new());
        client.Headers["Sec-WebSocket-Extensions"].Single().ShouldStartWith("permessage-deflate");

        foreach (var text in (string[])["SAY:smallEND", "SAY:largeEND" + new string('x', 300_000)])
        {
            await client.CreateAsync(text);
            (await client.TurnAsync())[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        }

        (await _fixture.LedgerAsync()).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Turn_AccountsWindows_AreObservedAndHiddenFromTheClient()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:okEND");
        var turn = await client.TurnAsync();

        turn.Select(SocketClient.TypeOf).ShouldNotContain("codex.rate_limits");
        turn.Select(SocketClient.TypeOf).ShouldContain("response.metadata");
        (await _fixture.SettledAsync()).Quota.ShouldContain(window => window.Source == "stream_event");
    }

    [Fact]
    public async Task Turn_KeyEnforcesAModel_ServesItAndNamesTheOneAskedFor()
    {
        var key = TestDirectory.TeamKey;
        key.Policy.EnforcedModel = "gpt-5.5";
        _fixture.Directory.Add(new Change { ApiKey = key });
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:okEND", model: "gpt-5.4");
        var turn = await client.TurnAsync();

        turn[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        var told = turn.First(message => SocketClient.TypeOf(message) == "codex.response.metadata").GetProperty("headers");
        told.GetProperty("openai-model").GetString().ShouldBe("gpt-5.4");
        (await _fixture.SettledAsync()).ModelServed.ShouldStartWith("gpt-5.5");
    }
}
