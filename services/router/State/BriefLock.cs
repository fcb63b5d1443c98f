namespace CodexPooler.Routing.State;

/// <summary>
/// A lock held for microseconds. Whoever finds it taken looks again for a while: to sleep and be woken costs ten times what the
/// holder still needs.
/// </summary>
internal sealed class BriefLock
{
    private const int Looks = 100;
    private const int SpinsBetween = 30;

    private readonly Lock _lock = new();

    public BriefLockScope Enter()
    {
        for (var look = 0; look < Looks; look++)
        {
            if (_lock.TryEnter()) return new BriefLockScope(_lock);
            Thread.SpinWait(SpinsBetween);
        }

        _lock.Enter();
        return new BriefLockScope(_lock);
    }
}
