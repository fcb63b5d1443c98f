namespace CodexPooler.Simulator.Faults;

/// <summary>A rule with its count of matching calls.</summary>
internal sealed class ArmedFault(FaultRule rule)
{
    private int _calls;

    public FaultRule Rule => rule;

    public int Calls => Volatile.Read(ref _calls);

    public int Hits => Math.Clamp(Calls - rule.Nth + 1, 0, rule.Times == 0 ? int.MaxValue : rule.Times);

    /// <summary>Counts the call and tells whether it is hit.</summary>
    public bool Count()
    {
        var call = Interlocked.Increment(ref _calls);
        return call >= rule.Nth && (rule.Times == 0 || call < (long)rule.Nth + rule.Times);
    }
}
