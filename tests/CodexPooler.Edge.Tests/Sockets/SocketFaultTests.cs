using System.Net.WebSockets;
using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>
/// Faults of the upstream, in its handshake and in its sockets, against what a client sees and what is settled.
/// </summary>
public sealed class SocketFaultTests : IAsyncLifetime
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

    [Theory]
    [InlineData("responses", """{"status":503}""")]
    [InlineData("responses", """{"status":429,"body":{"error":{"type":"usage_limit_reached","resets_at":1900000000}}}""")]
    [InlineData("responses", """{"expire_token":true}""")]
    [InlineData("responses", """{"stream_error":{"kind":"failed","code":"server_is_overloaded","after_events":0}}""")]
    [InlineData("responses", """{"stream_error":{"kind":"failed","code":"rate_limit_exceeded","after_events":1}}""")]
    [InlineData(
        "responses", """{"stream_error":{"kind":"error","code":"usage_limit_reached","after_events":1,"with_resets":true}}""")]
    [InlineData("responses", """{"cut_after_events":1,"cut_with_reset":true}""")]
    [InlineData("responses", """{"close_code":1011,"cut_after_events":1}""")]
    [InlineData("responses", """{"close_code":1000}""")]
    [InlineData("responses.handshake", """{"status":503}""")]
    [InlineData("responses.handshake", """{"status":403}""")]
    [InlineData("responses.handshake", """{"status":426}""")]
    [InlineData("responses.handshake", """{"html_challenge":true}""")]
    public async Task Turn_FirstAccountFailsBeforeAnythingIsVisible_TheNextServesUnnoticed(string route, string effect)
    {
        await FaultAsync(effect, route, "acct-plus");
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:servedEND");
        var turn = await client.TurnAsync();

        turn[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        turn.Count(message => SocketClient.TypeOf(message) == "response.created").ShouldBe(1);
        turn.ShouldContain(message => message.GetRawText().Contains("served"));
        var settled = await _fixture.SettledAsync();
        settled.Outcome.ShouldBe(TurnOutcome.Succeeded);
        settled.AccountId.ShouldBe("acct-pro");
        settled.Attempts.Count.ShouldBe(2);
        settled.Attempts[0].Fault.ShouldNotBeNull();
        settled.Attempts[0].Outcome.ShouldBe(AttemptOutcome.MovedOn);
    }

    [Theory]
    [InlineData("""{"cut_after_events":8,"cut_with_reset":true}""", "close_1006")]
    [InlineData("""{"cut_after_events":8,"cut_mid_event":true}""", "close_1006")]
    [InlineData("""{"close_code":1011,"cut_after_events":8}""", "close_1011")]
    [InlineData("""{"close_code":1001,"cut_after_events":8}""", "close_1001")]
    [InlineData("""{"close_code":1000,"cut_after_events":8}""", "stream_error")]
    public async Task Turn_BrokenAfterSomethingVisible_EndsHonestlyAndIsNotReplayed(string effect, string fault)
    {
        await FaultAsync(effect);
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("TOKENS:200END");
        var turn = await client.TurnAsync();

        turn[^1].GetProperty("type").GetString().ShouldBe("response.failed");
        turn.Count(message => SocketClient.TypeOf(message) == "response.created").ShouldBe(1);
        (await client.ReceiveAsync()).ShouldBeNull();
        client.CloseStatus.ShouldBe(WebSocketCloseStatus.InternalServerError);
        var settled = await _fixture.SettledAsync();
        settled.Outcome.ShouldBe(TurnOutcome.Interrupted);
        settled.ErrorCode.ShouldBe("upstream_stream_cut");
        settled.Attempts.ShouldHaveSingleItem().Fault.ShouldBe(fault);
    }

    [Theory]
    [InlineData("failed", "response.failed")]
    [InlineData("error", "error")]
    public async Task Turn_UpstreamFailsItAfterSomethingVisible_SaysSoInItsOwnWords(string kind, string type)
    {
        await FaultAsync(
            $$$"""{"stream_error":{"kind":"{{{kind}}}","code":"server_error","message":"out of luck","after_events":8}}""");
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("TOKENS:200END");
        var last = (await client.TurnAsync())[^1];

        last.GetProperty("type").GetString().ShouldBe(type);
        last.GetRawText().ShouldContain("out of luck");
        // Without a status a client ignores the frame and hangs.
        if (type == "error") last.GetProperty("status").GetInt32().ShouldBe(500);
        (await _fixture.SettledAsync()).Outcome.ShouldBe(TurnOutcome.Failed);
    }

    [Fact]
    public async Task Turn_RequestNobodyCouldServe_IsRefusedInTheUpstreamsWordsAndTheSocketGoesOn()
    {
        await FaultAsync("""{"status":400,"body":{"error":{"code":"context_length_exceeded","message":"too long for it"}}}""");
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:xEND");
        var refused = (await client.TurnAsync()).Single();
        await client.CreateAsync("SAY:againEND");

        refused.GetProperty("status").GetInt32().ShouldBe(400);
        refused.GetRawText().ShouldContain("too long for it");
        (await client.TurnAsync())[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        await _fixture.SettledAsync(2);
    }

    [Fact]
    public async Task Turn_HandshakeRefusedForGood_IsToldWithTheUpstreamsStatusAndWords()
    {
        await FaultAsync(
            """{"status":400,"body":{"error":{"code":"context_length_exceeded","message":"not like this"}}}""",
            "responses.handshake");
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:xEND");
        var refused = (await client.TurnAsync()).Single();

        refused.GetProperty("status").GetInt32().ShouldBe(400);
        refused.GetProperty("error").GetProperty("message").GetString().ShouldBe("not like this");
    }

    [Fact]
    public async Task Turn_TooLargeForTheUpstream_IsToldAs413()
    {
        await FaultAsync("""{"max_message_bytes":100}""");
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:xEND");
        var refused = (await client.TurnAsync()).Single();

        refused.GetProperty("status").GetInt32().ShouldBe(413);
        refused.GetProperty("error").GetProperty("code").GetString().ShouldBe("request_too_large");
        (await _fixture.SettledAsync()).Attempts.Single().Fault.ShouldBe("close_1009");
    }

    [Fact]
    public async Task Turn_NobodyCanServe_TellsTheRefusalWithItsStatus()
    {
        await _fixture.FaultAsync(new { route = "responses", times = 0, effect = new { status = 503 } });
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:xEND");
        var refused = (await client.TurnAsync()).Single();

        refused.GetProperty("status").GetInt32().ShouldBe(503);
        (await _fixture.SettledAsync()).Outcome.ShouldBe(TurnOutcome.Failed);
    }

    [Theory]
    [InlineData("""{"large_event_bytes":3000000}""")]
    [InlineData("""{"line_separators":true,"malformed_event":true}""")]
    [InlineData("""{"drip_ms":1,"drip_bytes":200}""")]
    public async Task Turn_OddButWhole_IsRelayed(string effect)
    {
        await FaultAsync(effect);
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:oddEND");
        var last = "";
        while (last != "response.completed") last = SocketClient.TypeOfText(await client.TextAsync());

        (await _fixture.SettledAsync()).Usage.ShouldNotBeNull();
    }

    private Task FaultAsync(string effect, string route = "responses", string? account = null) =>
        _fixture.FaultAsync(new { account, route, transport = "websocket", effect = JsonDocument.Parse(effect).RootElement });
}
