namespace CodexPooler.Dapr.Tests.TestData;

/// <summary>A clock that moves only when told; timers fire on the caller's thread, in order of their time.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate)
            _timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan span)
    {
        var until = _now + span;
        while (NextDue(until) is { } timer)
        {
            _now = timer.Due!.Value;
            timer.Fire();
        }

        _now = until;
    }

    internal void Forget(ManualTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    private ManualTimer? NextDue(DateTimeOffset until)
    {
        lock (_gate)
            return _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
    }
}
