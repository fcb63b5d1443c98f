namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Wakes everybody who waits. Take <see cref="Next"/> before looking, so that nothing is missed in between.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
