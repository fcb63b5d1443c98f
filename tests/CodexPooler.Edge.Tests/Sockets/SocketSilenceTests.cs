using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>An upstream that says nothing: never, or no more.</summary>
public sealed class SocketSilenceTests : IAsyncLifetime
{
    private readonly TurnFixture _fixture = new()
    {
        Settings =
        {
            ["Edge:Upstream:HeadersTimeout"] = "00:00:03",
            ["Edge:Upstream:FirstEventTimeout"] = "00:00:03",
            ["Edge:Upstream:IdleTimeout"] = "00:00:03",
            ["Edge:Sockets:PingEvery"] = "00:00:01",
        },
    };

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("responses", "timeout_firstevent")]
    [InlineData("responses.handshake", "timeout_headers")]
    public async Task Turn_FirstAccountNeverAnswers_TheNextServesUnnoticed(string route, string fault)
    {
        await _fixture.FaultAsync(
            new { account = "acct-plus", route, transport = "websocket", effect = new { hang_before_headers = true } });
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:servedEND");

        (await client.TurnAsync())[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        var settled = await _fixture.SettledAsync();
        settled.AccountId.ShouldBe("acct-pro");
        settled.Attempts[0].Fault.ShouldBe(fault);
    }

    [Fact]
    public async Task Turn_SilentAfterSomethingVisible_KeepsTheClientThenEndsHonestly()
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { hang_after_events = 8 } });
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("TOKENS:200END");
        var types = new List<string>();
        while (await client.NextAsync() is { } message) types.Add(SocketClient.TypeOf(message));

        types.ShouldContain("keepalive");
        types[^1].ShouldBe("response.failed");
        (await _fixture.SettledAsync()).ErrorCode.ShouldBe("stream_idle_timeout");
    }
}
