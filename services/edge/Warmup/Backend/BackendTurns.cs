using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Warmup.Backend;

/// <summary>The upstream of a rehearsal: every turn is answered at once, and well.</summary>
internal static class BackendTurns
{
    private const int LargestMessage = 64 * 1024;

    public static async Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await ConverseAsync(context);
            return;
        }

        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        if (context.Request.Path.Value!.EndsWith("/compact", StringComparison.Ordinal)) await WholeAsync(context.Response);
        else await StreamAsync(context.Response);
    }

    private static Task WholeAsync(HttpResponse response)
    {
        response.ContentType = "application/json";
        response.ContentLength = BackendAnswers.Json.Length;
        return response.Body.WriteAsync(BackendAnswers.Json).AsTask();
    }

    private static async Task StreamAsync(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers["openai-model"] = Team.RehearsalTeam.Model;
        response.Headers["x-codex-turn-state"] = "rehearsal";
        foreach (var piece in BackendAnswers.Stream)
        {
            await response.Body.WriteAsync(piece);
            await response.Body.FlushAsync();
        }
    }

    private static async Task ConverseAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var message = new byte[LargestMessage];
        while (true)
        {
            var received = await socket.ReceiveAsync(message.AsMemory(), context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close) return;
            if (!received.EndOfMessage) continue;
            foreach (var answer in BackendAnswers.Messages)
                await socket.SendAsync(answer.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
        }
    }
}
