using System.Net;
using System.Net.WebSockets;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses.Sockets;

public sealed class HandshakeTests
{
    [Fact]
    public async Task Get_ValidUpgrade_TellsReasoningAndModels()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        socket.Socket.HttpResponseHeaders!["x-reasoning-included"].Single().ShouldBe("true");
        socket.Socket.HttpResponseHeaders!.ContainsKey("x-models-etag").ShouldBeTrue();
        socket.Socket.SubProtocol.ShouldBeNull();
        ((int)(await simulator.LedgerAsync("responses.handshake")).Single()["status"]!).ShouldBe(101);
    }

    [Fact]
    public async Task Get_DeflateOffered_IsNegotiatedAndWorks()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var socket = await SimulatedSocket.ConnectAsync(
            simulator, change: options => options.DangerousDeflateOptions = new WebSocketDeflateOptions());

        socket.Socket.HttpResponseHeaders!["sec-websocket-extensions"].Single().ShouldContain("permessage-deflate");
        (await socket.TurnAsync(TurnBody.Of("SAY:packedEND").Create())).Text().ShouldBe("packed");
    }

    [Theory]
    [InlineData("Authorization", "Bearer nonsense", 401)]
    [InlineData("OpenAI-Beta", "assistants=v2", 400)]
    [InlineData("chatgpt-account-id", "acct-pro", 401)]
    public async Task Get_BadHeader_RefusesTheUpgrade(string header, string value, int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        client.Options.SetRequestHeader("Authorization", "Bearer " + simulator.Token());
        client.Options.SetRequestHeader("OpenAI-Beta", "responses_websockets=2026-02-06");
        client.Options.SetRequestHeader(header, value);
        var address = new UriBuilder(new Uri(simulator.BaseAddress, TurnClient.Path)) { Scheme = "ws" }.Uri;

        await Should.ThrowAsync<WebSocketException>(() => client.ConnectAsync(address, simulator.Deadline));

        ((int)client.HttpStatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Get_WithoutUpgrade_IsMethodNotAllowed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var request = simulator.Request(HttpMethod.Get, TurnClient.Path);

        using var response = await simulator.Http.SendAsync(request, simulator.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Receive_BinaryFrame_ClosesTheSocket()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        await socket.Socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, simulator.Deadline);

        (await socket.ReceiveAsync()).ShouldBeNull();
        socket.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.InvalidMessageType);
    }

    [Fact]
    public async Task Receive_MessageOverTheConfiguredLimit_Closes1009()
    {
        await using var simulator = await RunningSimulator.StartAsync(options => options.MaxWebSocketMessageBytes = 2048);
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        await socket.SendAsync(TurnBody.Of(new string('x', 4000)).Create());

        (await socket.ReceiveAsync()).ShouldBeNull();
        socket.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.MessageTooBig);
    }

    [Fact]
    public async Task Drop_MidTurnWithoutCloseHandshake_IsBookedAsGone()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { hang_after_events = 1 });
        var socket = await SimulatedSocket.ConnectAsync(simulator);
        await socket.SendAsync(TurnBody.Of("hi").Create());
        while ((await socket.ReceiveAsync())!.TypeOf() != "response.created")
        {
        }

        socket.Socket.Abort();

        await simulator.RowAsync(row => row["client_gone"]!.GetValue<bool>() && row["transport"]!.ToString() == "websocket");
        socket.Dispose();
    }
}
