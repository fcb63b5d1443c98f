using System.Threading.Channels;
using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Sockets.Framing;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Sockets;

/// <summary>The client's end: its messages in order, whether it is still there, and what it is told.</summary>
internal sealed class ClientSocket : ILinkListener, IDisposable
{
    private static readonly byte[] KeepAliveMessage = """{"type":"keepalive"}"""u8.ToArray();
    private readonly HttpContext _http;
    private readonly TimeProvider _time;
    private readonly CancellationToken _aborted;
    private readonly CancellationTokenSource _gone;
    private readonly Channel<PooledBuffer> _messages;
    private readonly Lock _gate = new();
    private bool _over;
    private long _lastWritten;

    public ClientSocket(SocketLink link, int waiting, TimeProvider time, HttpContext http)
    {
        (Link, _http, _time, _aborted, _lastWritten) = (link, http, time, http.RequestAborted, time.GetTimestamp());
        _gone = CancellationTokenSource.CreateLinkedTokenSource(_aborted);
        // A turn begins on the thread that received it, as over HTTP.
        _messages = Channel.CreateBounded<PooledBuffer>(new BoundedChannelOptions(waiting)
        {
            SingleReader = true,
            SingleWriter = true,
            AllowSynchronousContinuations = true,
        });
        Gone = _gone.Token;
    }

    public SocketLink Link { get; }

    public ChannelReader<PooledBuffer> Messages => _messages.Reader;

    /// <summary>Fires when the client has left, or was cut off.</summary>
    public CancellationToken Gone { get; }

    /// <summary>Reads to the client's end.</summary>
    public async Task<LinkEnd> ReadAsync()
    {
        var end = await Link.RunAsync(this, _aborted);
        _messages.Writer.TryComplete();
        // What it did against the rules is still to be told; else nobody listens any more.
        if (end.Violation is null) await _gone.CancelAsync();
        return end;
    }

    /// <summary>Ends what runs for the client; it can still be told why.</summary>
    public void CutOff()
    {
        lock (_gate)
        {
            // Whoever waits goes on elsewhere: one session's end must not hold up the next one's.
            if (!_over) _ = _gone.CancelAsync();
        }
    }

    /// <summary>Ends the connection without another word.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            // The server uses a request's context again.
            if (!_over) _http.Abort();
        }
    }

    public ValueTask FlushAsync()
    {
        _lastWritten = _time.GetTimestamp();
        return Link.FlushAsync(_aborted);
    }

    /// <summary>False when the client is no longer there to hear it.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            if (message.Length > 0) Link.Append(message.Span);
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
        if (_time.GetElapsedTime(_lastWritten) >= after) _ = SendAsync(KeepAliveMessage);
    }

    public bool Passes(ReadOnlySpan<byte> text) => false;

    public ValueTask OnPassingAsync(ReadOnlyMemory<byte> frames, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public async ValueTask OnMessageAsync(
        ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var kept = new PooledBuffer(text.Length);
        kept.Append(text.Span);
        await _messages.Writer.WriteAsync(kept, cancellationToken);
    }

    public ValueTask OnPauseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Dispose()
    {
        lock (_gate) _over = true;
        while (_messages.Reader.TryRead(out var unread)) unread.Dispose();
        _gone.Dispose();
    }
}
