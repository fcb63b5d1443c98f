namespace CodexPooler.Dapr.Tests.TestData;

internal sealed class ManualTimer(ManualTime time, Action callback) : ITimer
{
    private TimeSpan _period;

    public DateTimeOffset? Due { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        Due = dueTime < TimeSpan.Zero ? null : time.GetUtcNow() + dueTime;
        return true;
    }

    public void Fire()
    {
        Due = _period > TimeSpan.Zero ? Due + _period : null;
        callback();
    }

    public void Dispose() => time.Forget(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
