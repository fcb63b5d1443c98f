namespace CodexPooler.Data.Tests.TestData;

/// <summary>The system's clock, which tells when somebody starts to wait on it.</summary>
internal sealed class WatchedTime : TimeProvider
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task SomebodyWaits => _waiting.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _waiting.TrySetResult();
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
