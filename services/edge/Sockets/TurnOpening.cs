using System.Buffers;
using System.Text.Json;
using CodexPooler.Edge.Sockets.Framing;
using CodexPooler.Edge.Turns;
using CodexPooler.Edge.Usage;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// What the gateway says itself at the beginning of an answer, in the events the upstream says such things in: the limits of the
/// Pool, and what over HTTP are headers. A prewarm is answered by its two messages alone.
/// </summary>
internal sealed class TurnOpening(AnswerHeaders headers, PooledLimits limits)
{
    public void Append(Turn turn, TurnAttempt attempt, SocketLink to)
    {
        if (!turn.Facts.Generates) return;
        if (limits.Event(turn.Key.Key.PoolId) is { Length: > 0 } windows) to.Append(windows);
        if (attempt.LeftOut.Count == 0 && !turn.Key.Key.SeesDecisions) return;
        var told = new HeaderDictionary();
        headers.Write(turn, attempt, told);
        to.Append(Metadata(told).Span);
    }

    private static ReadOnlyMemory<byte> Metadata(HeaderDictionary told)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "codex.response.metadata"u8);
        writer.WriteStartObject("headers"u8);
        foreach (var name in (ReadOnlySpan<string>)[AnswerHeaders.LeftOut, AnswerHeaders.Decision])
            if (told.TryGetValue(name, out var value))
                writer.WriteString(name, value.ToString());
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
