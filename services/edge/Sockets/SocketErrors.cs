using System.Text;
using System.Text.Json;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Sockets.Framing;
using CodexPooler.Edge.Turns;

namespace CodexPooler.Edge.Sockets;

/// <summary>Tells a client why nobody serves its turn: in the upstream's own words where no other account could help.</summary>
internal sealed class SocketErrors(ClientSocket client)
{
    public async Task<(int Status, string? Code)> TellAsync(
        ClientError refusal, Refusal? why, TurnAttempt? attempt, AttemptEnd? last, SocketRelay? relay)
    {
        if (why?.Code == RefusalCode.NotRetryable && attempt is not null)
        {
            if (last?.Reply is { IsHtml: false } reply && Frame(reply) is { } frame)
            {
                await client.SendAsync(frame);
                return (reply.Status, attempt.Fault?.Code);
            }

            if (relay is { Held.IsEmpty: false } && attempt.Seen.Error is { } error)
            {
                client.Link.AppendFrames(relay.Held);
                await client.SendAsync(ReadOnlyMemory<byte>.Empty);
                return (error.Status > 0 ? error.Status : 200, error.Signal);
            }

            if (attempt.Fault?.CloseCode == CloseCode.MessageTooBig) refusal = new(ErrorCode.TooLarge);
        }

        await client.RefuseAsync(refusal);
        return (refusal.Status, refusal.Code);
    }

    // A refused handshake's answer, as the same refusal reads inside a socket.
    private static ReadOnlyMemory<byte>? Frame(UpstreamReply reply)
    {
        if (reply.Error() is null) return null;
        try
        {
            using var body = JsonDocument.Parse(reply.Body);
            var rest = reply.Body.Span[(reply.Body.Span.IndexOf((byte)'{') + 1)..];
            return (byte[])[.. Encoding.UTF8.GetBytes($"{{\"type\":\"error\",\"status\":{reply.Status},"), .. rest];
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
