namespace CodexPooler.Testing.Time;

internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private readonly Lock _gate = new();
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private TaskCompletionSource? _firing;

    public DateTimeOffset? DueAt { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        DueAt = clock.DueAfter(dueTime);
        return true;
    }

    public void Fire()
    {
        var firing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _firing = firing;
        DueAt = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : DueAt + _period;
        try
        {
            callback(state);
        }
        finally
        {
            firing.SetResult();
        }
    }

    public void Dispose() => clock.Remove(this);

    /// <summary>As of a real timer: whoever awaits it knows that the callback is over.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        lock (_gate) return _firing is { } firing ? new(firing.Task) : ValueTask.CompletedTask;
    }
}
