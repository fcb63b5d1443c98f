using System.Net;
using System.Net.WebSockets;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>
/// Upstreams that refuse WebSockets with 426. On a refused upgrade every Codex CLI from 0.125 goes on over HTTP by itself, on an error
/// inside a socket it never does; the suites of the real CLI are the evidence.
/// </summary>
public sealed class UpgradeRefusedTests : IAsyncLifetime
{
    private readonly TurnFixture _fixture = new() { Settings = { ["Edge:Upstream:HeadersTimeout"] = "00:00:15" } };

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Turn_EveryUpstreamRefusesWebSockets_SendsTheClientToHttp()
    {
        await _fixture.FaultAsync(new { route = "responses.handshake", times = 0, effect = new { status = 426 } });
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("SAY:xEND");

        var told = (await client.TurnAsync()).ShouldHaveSingleItem();
        told.GetProperty("error").GetProperty("code").GetString().ShouldBe("websocket_connection_limit_reached");
        (await client.ReceiveAsync()).ShouldBeNull();
        client.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        (await _fixture.SettledAsync()).Attempts.Select(attempt => attempt.Fault).ShouldBe(["upgrade_refused", "upgrade_refused"]);
        await using var again = await RawSocket.OpenAsync(_fixture.Edge);
        again.Head.ShouldStartWith("HTTP/1.1 426 ");
        using var answer = await _fixture.TurnAsync("SAY:servedEND");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("response.completed");
    }

    [Fact]
    public async Task Turn_AccountHasRefusedWebSockets_IsNotAskedForAnotherSoSoon()
    {
        await _fixture.FaultAsync(
            new { account = "acct-plus", route = "responses.handshake", times = 0, effect = new { status = 426 } });
        for (var socket = 1; socket <= 2; socket++)
        {
            await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
            await client.CreateAsync("SAY:servedEND");
            (await client.TurnAsync())[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        }

        var asked = await _fixture.LedgerAsync("responses.handshake");
        asked.Select(row => row.GetProperty("account").GetString()).ShouldBe(["acct-plus", "acct-pro", "acct-pro"]);
        (await _fixture.SettledAsync(2)).Outcome.ShouldBe(TurnOutcome.Succeeded);
    }
}
