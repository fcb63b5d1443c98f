using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Client;

/// <summary>What a call being made is, whichever transport carries it: its deadline, cancellation and outcome.</summary>
internal abstract class ClientCall : IDisposable
{
    public static readonly Func<object, Task<Metadata>> HeadersOf = static call => ((ClientCall)call).GetHeadersAsync();
    public static readonly Func<object, Status> StatusOf = static call => ((ClientCall)call).GetStatus();
    public static readonly Func<object, Metadata> TrailersOf = static call => ((ClientCall)call).GetTrailers();
    public static readonly Action<object> DisposeOf = static call => ((ClientCall)call).Dispose();

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _caller;
    private CancellationTokenRegistration _propagated;
    private ITimer? _timer;
    private volatile bool _deadlinePassed;
    private Outcome? _outcome;

    protected ClientCall(CallOptions options, TimeProvider time)
    {
        (Options, _time) = (options, time);
        Deadline = EffectiveDeadline(options);
    }

    public DateTime Deadline { get; }

    protected CallOptions Options { get; }

    /// <summary>
    /// What ends the call before its answer does. Made when somebody asks: most calls within a process are over before anybody
    /// does.
    /// </summary>
    public CancellationToken Token => Cancellation().Token;

    public bool IsFinished => _outcome is not null;

    /// <summary>The clock is asked too: a peer that enforces the same deadline may be a moment ahead of the timer.</summary>
    public bool IsDeadlinePassed =>
        _deadlinePassed || (Deadline != DateTime.MaxValue && Wire.Deadline.Remaining(Deadline, _time) == TimeSpan.Zero);

    public Status GetStatus() =>
        _outcome?.Status ?? throw new InvalidOperationException("The call has no status yet; await its response first.");

    public Metadata GetTrailers() =>
        _outcome?.Trailers ?? throw new InvalidOperationException("The call has no trailers yet; await its response first.");

    public abstract Task<Metadata> GetHeadersAsync();

    public void Dispose()
    {
        if (_outcome is not null) return;
        Cancel();
        Finish(new Status(StatusCode.Cancelled, "The call was disposed before it ended."), Metadata.Empty);
    }

    protected bool IsWatched => Volatile.Read(ref _cancellation) is not null;

    protected void Cancel() => Cancellation().Cancel();

    /// <summary>Settles the call; only the first outcome counts.</summary>
    protected Outcome Finish(Status status, Metadata trailers) => Finish(new Outcome(status, trailers));

    protected Outcome Finish(Outcome outcome)
    {
        if (Interlocked.CompareExchange(ref _outcome, outcome, null) is { } earlier) return earlier;
        lock (_gate)
        {
            _timer?.Dispose();
            _caller.Unregister();
            _propagated.Unregister();
        }

        OnFinished();
        return outcome;
    }

    protected abstract void OnFinished();

    private CancellationTokenSource Cancellation()
    {
        if (Volatile.Read(ref _cancellation) is { } made) return made;
        lock (_gate)
        {
            if (_cancellation is not null) return _cancellation;
            Volatile.Write(ref _cancellation, new());
            if (IsFinished) _cancellation!.Cancel();
            else Watch();
            return _cancellation!;
        }
    }

    private void Watch()
    {
        if (Options.CancellationToken.CanBeCanceled)
            _caller = Options.CancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), this);
        if (Options.PropagationToken is { CancellationToken.CanBeCanceled: true } propagation)
            _propagated = propagation.CancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), this);
        if (Deadline == DateTime.MaxValue) return;
        _timer = _time.CreateTimer(
            static call => ((ClientCall)call!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Wire.Deadline.TimerDelay(Deadline, _time), Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        if (Wire.Deadline.Remaining(Deadline, _time) > TimeSpan.Zero)
        {
            _timer?.Change(Wire.Deadline.TimerDelay(Deadline, _time), Timeout.InfiniteTimeSpan);
            return;
        }

        _deadlinePassed = true;
        Cancel();
    }

    private static DateTime EffectiveDeadline(CallOptions options)
    {
        var own = options.Deadline ?? DateTime.MaxValue;
        if (own.Kind != DateTimeKind.Utc && own != DateTime.MaxValue && own != DateTime.MinValue)
            throw new ArgumentException("The deadline must be in UTC.", nameof(options));
        var inherited = options.PropagationToken?.Deadline ?? DateTime.MaxValue;
        return own < inherited ? own : inherited;
    }
}
