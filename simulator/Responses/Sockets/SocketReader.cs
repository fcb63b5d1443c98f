using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>
/// Reads whole client messages into a channel while a response may be running: a pending read is what answers pings and
/// notices that the client has gone.
/// </summary>
internal sealed class SocketReader(WebSocket socket, int maxMessageBytes)
{
    private const int ReadAhead = 64;
    private readonly Channel<byte[]> _messages = Channel.CreateBounded<byte[]>(ReadAhead);

    public ChannelReader<byte[]> Messages => _messages.Reader;

    /// <summary>Why the reader stopped: a close code to answer with, or null when the client just left.</summary>
    public WebSocketCloseStatus? Reason { get; private set; }

    /// <summary>Runs until the client leaves; then cancels what is being sent to it.</summary>
    public async Task RunAsync(CancellationTokenSource gone, CancellationToken cancellationToken)
    {
        try
        {
            while (await ReadAsync(cancellationToken) is { } message)
            {
                await _messages.Writer.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException)
        {
            // Codex clients drop the connection without a close handshake.
        }
        finally
        {
            _messages.Writer.TryComplete();
            if (Reason is null) await gone.CancelAsync();
        }
    }

    private async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(4096), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Advance(part.Count);
            if (part.MessageType == WebSocketMessageType.Binary) return Stop(WebSocketCloseStatus.InvalidMessageType);
            if (message.WrittenCount > maxMessageBytes) return Stop(WebSocketCloseStatus.MessageTooBig);
            if (part.EndOfMessage) return message.WrittenSpan.ToArray();
        }
    }

    private byte[]? Stop(WebSocketCloseStatus reason)
    {
        Reason = reason;
        return null;
    }
}
