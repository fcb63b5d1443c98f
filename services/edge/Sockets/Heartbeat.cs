using System.Buffers.Binary;
using CodexPooler.Edge.Sockets.Framing;

namespace CodexPooler.Edge.Sockets;

/// <summary>Pings a connection in turn; each ping has its own number, and only its own pong answers it.</summary>
internal sealed class Heartbeat
{
    private readonly SocketLink _link;
    private readonly TimeSpan _every;
    private readonly TimeProvider _time;
    private long _lastPing;
    private long _asked;
    private long _answered;

    public Heartbeat(SocketLink link, TimeSpan every, TimeProvider time)
    {
        (_link, _every, _time, _lastPing) = (link, every, time, time.GetTimestamp());
        link.OnPong = Answer;
    }

    /// <summary>False when the last ping was not answered until the next one is due.</summary>
    public bool Beat(CancellationToken cancellationToken)
    {
        if (_time.GetElapsedTime(_lastPing) < _every) return true;
        var answered = Volatile.Read(ref _answered) == _asked;
        _lastPing = _time.GetTimestamp();
        var payload = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(payload, ++_asked);
        _ = _link.PingAsync(payload, cancellationToken);
        return answered;
    }

    private void Answer(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length == sizeof(long)) Volatile.Write(ref _answered, BinaryPrimitives.ReadInt64BigEndian(payload.Span));
    }
}
