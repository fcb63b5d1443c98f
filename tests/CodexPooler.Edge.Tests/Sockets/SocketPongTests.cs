using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>An upstream that does not even answer pings. No other patience ends before that one.</summary>
public sealed class SocketPongTests : IAsyncLifetime
{
    private readonly TurnFixture _fixture = new()
    {
        Settings =
        {
            ["Edge:Upstream:FirstEventTimeout"] = "00:01:00",
            ["Edge:Upstream:IdleTimeout"] = "00:01:00",
            ["Edge:Sockets:PingEvery"] = "00:00:01",
        },
    };

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Turn_UpstreamAnswersNoPing_IsGivenUp()
    {
        await _fixture.FaultAsync(
            new { account = "acct-plus", route = "responses", effect = new { no_pong = true, hang_after_events = 1 } });
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:servedEND");

        (await client.TurnAsync())[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        (await _fixture.SettledAsync()).Attempts[0].Fault.ShouldBe("timeout_pong");
    }

    [Fact]
    public async Task Socket_UpstreamAnswersNoPingBetweenTurns_IsClosedSoThatTheClientStartsOver()
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { no_pong = true } });
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        await client.CreateAsync("SAY:okEND");
        await client.TurnAsync();

        (await client.ReceiveAsync()).ShouldBeNull();

        client.CloseStatus.ShouldBe(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);
        (await _fixture.SettledAsync()).Outcome.ShouldBe(TurnOutcome.Succeeded);
    }
}
