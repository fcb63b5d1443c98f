using System.Net.Sockets;

namespace CodexPooler.Grpc.Client;

/// <summary>
/// After a failed connection attempt no other is made for a while (grpc/grpc, doc/connection-backoff.md): calls fail at once
/// with the last error instead of each knocking on a dead address, and calls that wait for readiness wait for the next attempt.
/// </summary>
internal sealed class ConnectionBackoff
{
    private const double Multiplier = 1.6;
    private const double Jitter = 0.2;

    private readonly Lock _lock = new();
    private readonly TimeSpan _initial;
    private readonly TimeSpan _max;
    private readonly TimeProvider _time;
    private TimeSpan _next;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private SocketError _lastError;

    public ConnectionBackoff(TimeSpan initial, TimeSpan max, TimeProvider time)
    {
        _initial = _next = initial;
        _max = max;
        _time = time;
    }

    public TimeSpan Delay
    {
        get
        {
            lock (_lock)
            {
                var delay = _notBefore - _time.GetUtcNow();
                return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
            }
        }
    }

    public void ThrowIfWaiting()
    {
        lock (_lock)
        {
            if (_time.GetUtcNow() < _notBefore) throw new SocketException((int)_lastError);
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            _next = _initial;
            _notBefore = DateTimeOffset.MinValue;
        }
    }

    public void Failed(SocketException fault)
    {
        lock (_lock)
        {
            _lastError = fault.SocketErrorCode;
            // Jitter spreads clients that lost the same server; it guards no secret.
#pragma warning disable CA5394
            var factor = 1 + (Jitter * ((Random.Shared.NextDouble() * 2) - 1));
#pragma warning restore CA5394
            _notBefore = _time.GetUtcNow() + (_next * factor);
            _next = _next * Multiplier < _max ? _next * Multiplier : _max;
        }
    }
}
