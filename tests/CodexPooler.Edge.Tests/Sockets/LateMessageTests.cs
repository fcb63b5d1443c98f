using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Tests.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>
/// An upstream that goes on talking after the end of a turn. The simulator never does, so a socket of the test's own stands in;
/// that it may happen is what other gateways had to learn.
/// </summary>
public sealed class LateMessageTests : IAsyncLifetime
{
    private readonly TurnFixture _fixture = new()
    {
        Settings =
        {
            ["Edge:Upstream:HeadersTimeout"] = "00:00:15",
            ["Edge:Upstream:FirstEventTimeout"] = "00:00:15",
        },
    };
    private EdgeServer? _upstream;

    public async Task InitializeAsync()
    {
        _upstream = await EdgeServer.StartAsync(_ => { }, app =>
        {
            app.UseWebSockets();
            app.Run(TalkAsync);
        });
        _fixture.Router.UpstreamBase = _upstream.Address.ToString();
        await _fixture.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        if (_upstream is not null) await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Message_AfterTheEndOfItsTurn_NeverReachesTheNextOne()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);
        var turns = new List<List<JsonElement>>();

        for (var turn = 1; turn <= 3; turn++)
        {
            await client.CreateAsync("x");
            turns.Add(await client.TurnAsync());
        }

        turns.ShouldAllBe(turn => turn.Count == 3);
        turns.Select(SocketClient.IdOf).ShouldBe(["resp_1", "resp_2", "resp_3"]);
        turns.SelectMany(turn => turn).ShouldNotContain(message => message.GetRawText().Contains("late"));
        await _fixture.SettledAsync(3);
        _fixture.Turns.All.Select(turn => turn.Usage!.Output).ShouldBe([1, 2, 3]);
    }

    private static async Task TalkAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64 * 1024];
        var turn = 0;
        while ((await socket.ReceiveAsync(buffer, context.RequestAborted)).MessageType == WebSocketMessageType.Text)
        {
            turn++;
            var usage = $$"""{"input_tokens":1,"output_tokens":{{turn}}}""";
            string[] messages =
            [
                $$$"""{"type":"response.created","response":{"id":"resp_{{{turn}}}"}}""",
                """{"type":"response.output_text.delta","delta":"x"}""",
                $$$"""{"type":"response.completed","response":{"id":"resp_{{{turn}}}","usage":{{{usage}}}}}""",
                """{"type":"response.output_text.delta","delta":"late"}""",
                """{"type":"response.completed","response":{"id":"late","usage":{"input_tokens":99,"output_tokens":99}}}""",
            ];
            foreach (var message in messages)
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, context.RequestAborted);
        }
    }
}
