using System.Threading.Channels;
using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Sockets.Framing;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Sockets;

/// <summary>The client's end: its messages in order, whether it is still there, and what it is told.</summary>
internal sealed class ClientSocket(SocketLink link, int waiting, TimeProvider time, HttpContext http) : ILinkListener, IDisposable
{
    private static readonly byte[] KeepAliveMessage = """{"type":"keepalive"}"""u8.ToArray();
    private readonly CancellationTokenSource _gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
    private readonly Channel<PooledBuffer> _messages = Channel.CreateBounded<PooledBuffer>(waiting);
    private long _lastWritten = time.GetTimestamp();

    public SocketLink Link => link;

    public ChannelReader<PooledBuffer> Messages => _messages.Reader;

    /// <summary>Fires when the client has left, or was cut off.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Reads to the client's end.</summary>
    public async Task<LinkEnd> ReadAsync()
    {
        var end = await link.RunAsync(this, http.RequestAborted);
        _messages.Writer.TryComplete();
        // What it did against the rules is still to be told; else nobody listens any more.
        if (end.Violation is null) await _gone.CancelAsync();
        return end;
    }

    /// <summary>Ends what runs for the client; it can still be told why.</summary>
    public void CutOff() => _gone.Cancel();

    /// <summary>Ends the connection without another word.</summary>
    public void Abort() => http.Abort();

    public async ValueTask FlushAsync()
    {
        _lastWritten = time.GetTimestamp();
        await link.FlushAsync(http.RequestAborted);
    }

    /// <summary>False when the client is no longer there to hear it.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            if (message.Length > 0) link.Append(message.Span);
            await FlushAsync();
            return true;
        }
        catch (Exception cause) when (SocketLink.IsLoss(cause))
        {
            return false;
        }
    }

    public Task<bool> RefuseAsync(ClientError error) => SendAsync(ErrorEnvelope.Frame(error));

    /// <summary>A message the client counts as activity; it does not count pings.</summary>
    public void KeepAlive(TimeSpan after)
    {
        if (time.GetElapsedTime(_lastWritten) >= after) _ = SendAsync(KeepAliveMessage);
    }

    public async ValueTask OnMessageAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        var kept = new PooledBuffer(text.Length);
        text.Span.CopyTo(kept.Room(Math.Max(1, text.Length)));
        kept.Advance(text.Length);
        await _messages.Writer.WriteAsync(kept, cancellationToken);
    }

    public ValueTask OnPauseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Dispose()
    {
        while (_messages.Reader.TryRead(out var unread)) unread.Dispose();
        _gone.Dispose();
    }
}
