using System.Net.WebSockets;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Sockets;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Tests.Turns;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>How sockets end: by their client, by their key, by the gateway's leaving.</summary>
public sealed class SocketLifeTests : IAsyncLifetime
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
    public async Task Client_LeavesInATurn_UpstreamIsCancelledAndTheTurnSettledOnce()
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { hang_after_events = 8 } });
        var client = await SocketClient.ConnectAsync(_fixture.Edge);
        await client.CreateAsync("TOKENS:100END");
        await client.ReceiveAsync();

        client.Abort();

        (await _fixture.SettledAsync()).Outcome.ShouldBe(TurnOutcome.Interrupted);
        await Eventually.TrueAsync(
            async () => (await _fixture.LedgerAsync()).Single().GetProperty("client_gone").GetBoolean(),
            "the upstream's turn is cancelled");
        await Eventually.TrueAsync(() => Metrics.Open == 0, "the socket is gone");
    }

    [Fact]
    public async Task Client_LeavesRightAfterTheEnd_TheTurnIsASuccess()
    {
        var client = await SocketClient.ConnectAsync(_fixture.Edge);
        await client.CreateAsync("SAY:okEND");
        await client.TurnAsync();

        client.Abort();

        (await _fixture.SettledAsync()).Outcome.ShouldBe(TurnOutcome.Succeeded);
    }

    [Fact]
    public async Task Key_Revoked_ClosesItsSocketsAtOnce()
    {
        await using var idle = await SocketClient.ConnectAsync(_fixture.Edge);
        await _fixture.FaultAsync(new { route = "responses", effect = new { hang_after_events = 8 } });
        await using var busy = await SocketClient.ConnectAsync(_fixture.Edge);
        await busy.CreateAsync("TOKENS:100END");
        await busy.ReceiveAsync();

        Set(ApiKeyStatus.Revoked);

        (await idle.ReceiveAsync()).ShouldBeNull();
        idle.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        while (await busy.ReceiveAsync() is not null)
        {
            // What was on its way.
        }

        busy.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        var settled = await _fixture.SettledAsync();
        settled.Outcome.ShouldBe(TurnOutcome.Interrupted);
        settled.ErrorCode.ShouldBe("api_key_revoked");
    }

    [Fact]
    public async Task Key_Paused_MayFinishItsTurn()
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { drip_ms = 30 } });
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        await client.CreateAsync("TOKENS:20END");
        await client.ReceiveAsync();

        Set(ApiKeyStatus.Paused);

        (await client.TurnAsync())[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        (await client.ReceiveAsync()).ShouldBeNull();
        client.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        (await _fixture.SettledAsync()).Outcome.ShouldBe(TurnOutcome.Succeeded);
    }

    [Fact]
    public async Task Gateway_Leaves_TurnsAreFinishedThenSocketsClosed()
    {
        await using var idle = await SocketClient.ConnectAsync(_fixture.Edge);
        await _fixture.FaultAsync(new { route = "responses", effect = new { drip_ms = 30 } });
        await using var busy = await SocketClient.ConnectAsync(_fixture.Edge);
        await busy.CreateAsync("TOKENS:20END");
        await busy.ReceiveAsync();

        var leaving = _fixture.Edge.Services.GetRequiredService<IHost>().StopAsync();

        (await busy.TurnAsync())[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        (await busy.ReceiveAsync()).ShouldBeNull();
        busy.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        (await idle.ReceiveAsync()).ShouldBeNull();
        idle.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await leaving;
        (await _fixture.SettledAsync()).Outcome.ShouldBe(TurnOutcome.Succeeded);
    }

    private SocketMetrics Metrics => _fixture.Edge.Services.GetRequiredService<SocketMetrics>();

    private void Set(ApiKeyStatus status)
    {
        var key = TestDirectory.TeamKey;
        key.Status = status;
        _fixture.Directory.Add(new Change { ApiKey = key });
    }
}
