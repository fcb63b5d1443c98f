using System.Net.WebSockets;
using System.Text.Json;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>
/// Follow-ups live on the connection that made what they continue. Where that cannot serve, the client starts over in its own
/// language, measured with the real clients: `websocket_connection_limit_reached`, or a close between turns.
/// </summary>
public sealed class SocketContinuityTests : IAsyncLifetime
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
    public async Task FollowUp_AccountHasNoRoomLeft_HasTheClientStartOverOnAnother()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        var first = await TurnAsync(client, "SAY:firstEND");
        _fixture.Router.Exhausted["acct-plus"] = true;

        var told = await TurnAsync(client, "SAY:secondEND", SocketClient.IdOf(first));
        await ShouldHaveToStartOverAsync(client, told);

        await using var again = await SocketClient.ConnectAsync(_fixture.Edge);
        var second = await TurnAsync(again, "SAY:secondEND");
        second[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        await _fixture.SettledAsync(3);
        _fixture.Turns.All.Select(turn => turn.AccountId).ShouldBe(["acct-plus", null, "acct-pro"]);
        (await _fixture.LedgerAsync()).Length.ShouldBe(2);
    }

    [Fact]
    public async Task FullTurn_AccountHasNoRoomLeft_MovesToAnotherOnTheSameSocket()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        await TurnAsync(client, "SAY:firstEND");
        _fixture.Router.Exhausted["acct-plus"] = true;

        var second = await TurnAsync(client, "SAY:secondEND");
        var third = await TurnAsync(client, "SAY:thirdEND", SocketClient.IdOf(second));

        third[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        await _fixture.SettledAsync(3);
        _fixture.Turns.All.Select(turn => turn.AccountId).ShouldBe(["acct-plus", "acct-pro", "acct-pro"]);
    }

    [Theory]
    [InlineData("""{"status":429,"body":{"error":{"type":"usage_limit_reached"}}}""")]
    [InlineData("""{"status":503}""")]
    [InlineData("""{"close_code":1011}""")]
    [InlineData("""{"expire_token":true}""")]
    public async Task FollowUp_FailsBeforeAnythingIsVisible_HasTheClientStartOver(string effect)
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        var first = await TurnAsync(client, "SAY:firstEND");
        await _fixture.FaultAsync(new { route = "responses", effect = JsonDocument.Parse(effect).RootElement });

        var told = await TurnAsync(client, "SAY:secondEND", SocketClient.IdOf(first));

        await ShouldHaveToStartOverAsync(client, told);
        await _fixture.SettledAsync(2);
    }

    [Fact]
    public async Task FullTurn_UpstreamSocketIsAnHourOld_GetsANewOneUnnoticed()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        await TurnAsync(client, "SAY:firstEND");
        await _fixture.ControlAsync("/_control/clock", new { advance_seconds = 3700 });

        var second = await TurnAsync(client, "SAY:secondEND");

        second.Select(SocketClient.TypeOf).ShouldNotContain("error");
        second[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        var settled = await _fixture.SettledAsync(2);
        settled.Attempts[0].Fault.ShouldBe("websocket_connection_limit_reached");
    }

    [Fact]
    public async Task FollowUp_UpstreamSocketIsAnHourOld_HasTheClientStartOver()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        var first = await TurnAsync(client, "SAY:firstEND");
        await _fixture.ControlAsync("/_control/clock", new { advance_seconds = 3700 });

        await ShouldHaveToStartOverAsync(client, await TurnAsync(client, "SAY:secondEND", SocketClient.IdOf(first)));
    }

    [Fact]
    public async Task FollowUp_OfAResponseOfAnotherSocket_IsRefusedWithoutAskingAnAccount()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        var first = await TurnAsync(client, "SAY:firstEND");
        await using var other = await SocketClient.ConnectAsync(_fixture.Edge);

        var told = await TurnAsync(other, "SAY:secondEND", SocketClient.IdOf(first));
        var whole = await TurnAsync(other, "SAY:wholeEND");

        told.Single().GetProperty("status").GetInt32().ShouldBe(400);
        told.Single().GetProperty("error").GetProperty("code").GetString().ShouldBe("previous_response_not_found");
        whole[^1].GetProperty("type").GetString().ShouldBe("response.completed");
        (await _fixture.LedgerAsync()).Length.ShouldBe(2);
    }

    private static async Task<List<JsonElement>> TurnAsync(SocketClient client, string text, string? previous = null)
    {
        await client.CreateAsync(text, previous);
        return await client.TurnAsync();
    }

    private static async Task ShouldHaveToStartOverAsync(SocketClient client, List<JsonElement> told)
    {
        told.Single().GetProperty("error").GetProperty("code").GetString().ShouldBe("websocket_connection_limit_reached");
        told.Single().GetProperty("status").GetInt32().ShouldBe(400);
        (await client.ReceiveAsync()).ShouldBeNull();
        client.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }
}
