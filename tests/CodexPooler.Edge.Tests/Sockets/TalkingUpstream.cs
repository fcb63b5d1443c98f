using System.Net.WebSockets;
using System.Text;
using CodexPooler.Edge.Tests.TestData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>An upstream that answers every message with what a test tells it to say, and may leave without a close.</summary>
internal static class TalkingUpstream
{
    public static Task<EdgeServer> StartAsync(IEnumerable<string> messages, bool leaves) => EdgeServer.StartAsync(_ => { }, app =>
    {
        app.UseWebSockets();
        app.Run(context => TalkAsync(context, messages, leaves));
    });

    private static async Task TalkAsync(HttpContext context, IEnumerable<string> messages, bool leaves)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64 * 1024];
        while ((await socket.ReceiveAsync(buffer, context.RequestAborted)).MessageType == WebSocketMessageType.Text)
        {
            foreach (var message in messages)
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, context.RequestAborted);
            if (leaves) return;
        }
    }
}
