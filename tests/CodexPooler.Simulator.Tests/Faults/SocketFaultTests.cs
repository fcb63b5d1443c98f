using System.Net.WebSockets;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Faults;

public sealed class SocketFaultTests
{
    [Theory]
    [InlineData(401)]
    [InlineData(426)]
    [InlineData(503)]
    public async Task Status_AtTheHandshake_RefusesTheUpgrade(int status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { status }, "responses.handshake", transport: "websocket");

        (await RefusedHandshakeAsync(simulator)).ShouldBe(status);
        using var socket = await SimulatedSocket.ConnectAsync(simulator);
        socket.Socket.State.ShouldBe(WebSocketState.Open);
    }

    [Fact]
    public async Task Status_OfATurn_IsAnErrorFrameAndTheSocketStays()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(
            new
            {
                status = 503,
                body = new { error = new { code = "server_is_overloaded", message = "busy" } },
                headers = new Dictionary<string, string> { ["retry-after"] = "3" },
            },
            transport: "websocket");
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        var frame = (await socket.TurnAsync(TurnBody.Of("hi").Create())).Single();
        var events = await socket.TurnAsync(TurnBody.Of("SAY:backEND").Create());

        ((int)frame["status"]!).ShouldBe(503);
        frame["error"]!["code"]!.ToString().ShouldBe("server_is_overloaded");
        frame["headers"]!["retry-after"]!.ToString().ShouldBe("3");
        events.Text().ShouldBe("back");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(500)]
    public async Task StreamError_ErrorFrame_WithAndWithoutStatus(int? status)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(
            new { stream_error = new { kind = "error", code = "server_error", status, with_resets = true } });
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        var frame = (await socket.TurnAsync(TurnBody.Of("hi").Create()))[^1];

        ((int?)frame["status"]).ShouldBe(status);
        frame["error"]!["resets_at"].ShouldNotBeNull();
        frame["headers"]!["x-codex-primary-window-minutes"]!.ToString().ShouldBe("300");
    }

    [Theory]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(4001)]
    public async Task CloseCode_AfterEvents_ClosesWithIt(int code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { close_code = code, close_reason = "told to", cut_after_events = 1 });
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        var events = await socket.TurnAsync(TurnBody.Of("hi").Create());

        events.Types()[^1].ShouldBe("response.created");
        ((int?)socket.Socket.CloseStatus).ShouldBe(code);
        socket.Socket.CloseStatusDescription.ShouldBe("told to");
    }

    [Fact]
    public async Task CutMidEvent_DropsTheSocketInsideAMessage()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { cut_after_events = 1, cut_mid_event = true });
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        await Should.ThrowAsync<WebSocketException>(() => socket.TurnAsync(TurnBody.Of("hi").Create()));

        (await simulator.LedgerAsync()).Single()["error_code"]!.ToString().ShouldBe("cut");
    }

    [Fact]
    public async Task MaxMessageBytes_Exceeded_ClosesWith1009()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { max_message_bytes = 100 });
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        (await socket.TurnAsync(TurnBody.Of(new string('x', 200)).Create())).ShouldBeEmpty();

        socket.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.MessageTooBig);
    }

    [Fact]
    public async Task NoPong_AfterTheFault_PingsGoUnanswered()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { no_pong = true, hang_after_events = 1 });
        using var socket = await SimulatedSocket.ConnectAsync(simulator, change: options =>
        {
            options.KeepAliveInterval = TimeSpan.FromMilliseconds(50);
            options.KeepAliveTimeout = TimeSpan.FromSeconds(2);
        });

        await socket.SendAsync(TurnBody.Of("hi").Create());
        var broken = await Should.ThrowAsync<Exception>(async () =>
        {
            while (await socket.ReceiveAsync() is not null)
            {
            }
        });

        broken.ShouldBeAssignableTo<Exception>();
        socket.Socket.State.ShouldBe(WebSocketState.Aborted);
        simulator.Deadline.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Hang_WithoutTheNoPongFault_PingsAreAnswered()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { hang_after_events = 1 });
        using var socket = await SimulatedSocket.ConnectAsync(simulator, change: options =>
        {
            options.KeepAliveInterval = TimeSpan.FromMilliseconds(50);
            options.KeepAliveTimeout = TimeSpan.FromSeconds(2);
        });

        await socket.SendAsync(TurnBody.Of("hi").Create());
        var types = new List<string>();
        while (types.LastOrDefault() != "response.created") types.Add((await socket.ReceiveAsync())!.TypeOf());
        using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await Should.ThrowAsync<OperationCanceledException>(() => socket.Socket.ReceiveAsync(new byte[64], silence.Token));

        silence.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task ExpireToken_InATurn_Is401Frame()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { expire_token = true });
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        var frame = (await socket.TurnAsync(TurnBody.Of("hi").Create())).Single();

        ((int)frame["status"]!).ShouldBe(401);
        frame["error"]!["code"]!.ToString().ShouldBe("token_expired");
    }

    [Fact]
    public async Task LargeEventAndDrip_ArriveAsWholeMessages()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { large_event_bytes = 5 * 1024 * 1024 }, times: 1);
        await simulator.FaultAsync(new { drip_ms = 1, drip_bytes = 60 }, nth: 2);
        using var socket = await SimulatedSocket.ConnectAsync(simulator);

        (await socket.TurnAsync(TurnBody.Of("hi").Create())).Text().Length.ShouldBe(5 * 1024 * 1024);
        (await socket.TurnAsync(TurnBody.Of("SAY:slowEND").Create())).Text().ShouldBe("slow");
    }

    private static async Task<int> RefusedHandshakeAsync(RunningSimulator simulator)
    {
        using var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        client.Options.SetRequestHeader("Authorization", "Bearer " + simulator.Token());
        client.Options.SetRequestHeader("OpenAI-Beta", "responses_websockets=2026-02-06");
        var address = new UriBuilder(new Uri(simulator.BaseAddress, TurnClient.Path)) { Scheme = "ws" }.Uri;
        await Should.ThrowAsync<WebSocketException>(() => client.ConnectAsync(address, simulator.Deadline));
        return (int)client.HttpStatusCode;
    }
}
