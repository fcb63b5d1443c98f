using System.Net;
using System.Net.WebSockets;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>
/// Upstreams that refuse WebSockets with 426. On a refused upgrade every Codex CLI from 0.125 goes on over HTTP by itself, on an
/// error inside a socket it never does; the suites of the real CLI are the evidence.
/// </summary>
public sealed class UpgradeRefusedTests : IAsyncLifetime
{
    private const string OtherSession = RawSocket.Handshake + "session-id: session-2\r\n";
    private readonly TurnFixture _fixture = new() { Settings = { ["Edge:Upstream:HeadersTimeout"] = "00:00:15" } };

    public Task InitializeAsync()
    {
        _fixture.Directory.AddAccount("acct-plus").AddAccount("acct-pro");
        return _fixture.InitializeAsync();
    }

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Turn_EveryUpstreamRefusesWebSockets_SendsAllClientsOfThePoolToHttp()
    {
        await RefuseAsync(null);

        await ShouldBeSentToHttpAsync();

        var settled = await _fixture.SettledAsync();
        settled.Attempts.Select(attempt => attempt.Fault).ShouldBe(["upgrade_refused", "upgrade_refused"]);
        settled.Attempts.Select(attempt => attempt.UpstreamStatus).ShouldBe([426, 426]);
        (await UpgradeAsync(OtherSession)).ShouldStartWith("HTTP/1.1 426 ");
        using var answer = await _fixture.TurnAsync("SAY:servedEND");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("response.completed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Turn_TheOtherAccountCannotServeJustNow_SendsThisClientAloneToHttp(bool exhausted)
    {
        await RefuseAsync("acct-plus");
        if (exhausted) _fixture.Router.Exhausted["acct-pro"] = true;
        else await _fixture.FaultAsync(new { account = "acct-pro", route = "responses", effect = new { status = 503 } });

        await ShouldBeSentToHttpAsync();

        (await UpgradeAsync(OtherSession)).ShouldStartWith("HTTP/1.1 101 ");
        using var answer = await _fixture.TurnAsync("SAY:servedEND");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("response.completed");
        (await _fixture.SettledAsync(2)).AccountId.ShouldBe("acct-plus");
    }

    [Fact]
    public async Task Turn_AccountHasRefusedWebSockets_IsNotAskedForAnotherSoSoon()
    {
        await RefuseAsync("acct-plus");
        for (var socket = 1; socket <= 2; socket++)
        {
            await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
            await client.CreateAsync("SAY:servedEND");
            (await client.TurnAsync())[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        }

        var asked = await _fixture.LedgerAsync("responses.handshake");
        asked.Select(row => row.GetProperty("account").GetString()).ShouldBe(["acct-plus", "acct-pro", "acct-pro"]);
        var settled = await _fixture.SettledAsync(2);
        settled.Outcome.ShouldBe(TurnOutcome.Succeeded);
        settled.Attempts[0].UpstreamStatus.ShouldBe(0);
    }

    private Task RefuseAsync(string? account) =>
        _fixture.FaultAsync(new { account, route = "responses.handshake", times = 0, effect = new { status = 426 } });

    private async Task ShouldBeSentToHttpAsync()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        await client.CreateAsync("SAY:xEND");

        var told = (await client.TurnAsync()).ShouldHaveSingleItem();
        told.GetProperty("error").GetProperty("code").GetString().ShouldBe("websocket_connection_limit_reached");
        (await client.ReceiveAsync()).ShouldBeNull();
        client.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        (await UpgradeAsync(RawSocket.Handshake + "session-id: session-1\r\n")).ShouldStartWith("HTTP/1.1 426 ");
    }

    private async Task<string> UpgradeAsync(string request)
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge, request);
        return socket.Head;
    }
}
