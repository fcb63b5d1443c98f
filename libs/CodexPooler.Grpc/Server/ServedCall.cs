using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Server;

/// <summary>What a call being served is, whichever transport brought it: its deadline, status and trailers.</summary>
internal abstract class ServedCall(IMethod method, ServiceSettings settings, TimeProvider time)
    : ServerCallContext, IAsyncDisposable
{
    private CancellationTokenSource? _cancellation;
    private ITimer? _timer;
    private Metadata? _trailers;
    private DateTime _deadline = DateTime.MaxValue;
    private volatile bool _deadlinePassed;

    public abstract IServiceProvider Services { get; }

    public ServiceSettings Settings => settings;

    public bool HasTrailers => _trailers is { Count: > 0 };

    public bool IsDeadlineExceeded => _deadlinePassed;

    /// <summary>Fires when the client went away or reset the call.</summary>
    protected abstract CancellationToken Aborted { get; }

    protected bool HasDeadline => _cancellation is not null;

    protected override string MethodCore => method.FullName;

    protected override DateTime DeadlineCore => _deadline;

    protected override CancellationToken CancellationTokenCore => _cancellation?.Token ?? Aborted;

    protected override Metadata ResponseTrailersCore => _trailers ??= [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected void ExpectDeadline(DateTime deadline) => _deadline = deadline;

    protected void ArmDeadline()
    {
        if (_deadline == DateTime.MaxValue) return;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(Aborted);
        _timer = time.CreateTimer(
            static state => ((ServedCall)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Wire.Deadline.TimerDelay(_deadline, time), Timeout.InfiniteTimeSpan);
    }

    protected void CancelWork() => _cancellation?.Cancel();

    /// <summary>Ends the call for the client, at once if nothing is being written; the handler learns by its token.</summary>
    protected abstract void OnDeadline();

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options)
    {
        options ??= ContextPropagationOptions.Default;
        return new ContextPropagationToken(
            options.IsPropagateDeadline && _deadline != DateTime.MaxValue ? _deadline : null,
            options.IsPropagateCancellation ? CancellationToken : CancellationToken.None);
    }

    public virtual ValueTask DisposeAsync() => _timer is null ? default : DisarmAsync(_timer);

    private async ValueTask DisarmAsync(ITimer timer)
    {
        await timer.DisposeAsync();
        _cancellation?.Dispose();
    }

    private void OnTimer()
    {
        if (Wire.Deadline.Remaining(_deadline, time) > TimeSpan.Zero)
        {
            _timer?.Change(Wire.Deadline.TimerDelay(_deadline, time), Timeout.InfiniteTimeSpan);
            return;
        }

        _deadlinePassed = true;
        OnDeadline();
        CancelWork();
    }
}
