using CodexPooler.ServiceDefaults.Draining;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Ingress;

/// <summary>
/// Whether a leaving edge still takes turns: it does while load balancers notice that it is no longer ready, so that a rolling
/// restart fails none.
/// </summary>
internal sealed class DrainGate : IDisposable
{
    private readonly IDrain _drain;
    private readonly TimeProvider _time;
    private readonly TimeSpan _delay;
    private readonly CancellationTokenRegistration _registration;
    private long _since = long.MinValue;

    public DrainGate(IDrain drain, IOptions<DrainOptions> options, TimeProvider time)
    {
        (_drain, _time, _delay) = (drain, time, options.Value.Delay);
        _registration = drain.Draining.Register(() => Volatile.Write(ref _since, time.GetTimestamp()));
    }

    public bool IsLeaving => Volatile.Read(ref _since) != long.MinValue;

    public bool IsClosed => IsLeaving && _time.GetElapsedTime(Volatile.Read(ref _since)) >= _delay;

    /// <summary>Work that a leaving gateway waits for, until it is disposed.</summary>
    public IDisposable Track() => _drain.Track();

    public void Dispose() => _registration.Dispose();
}
