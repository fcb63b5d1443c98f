namespace CodexPooler.Routing.Leases;

/// <summary>How long recent turns took, to tell an operator when a drained account will be free.</summary>
internal sealed class TurnLengths
{
    private const int Kept = 128;

    private readonly long[] _lengths = new long[Kept];
    private int _count;

    public void Add(long milliseconds) => _lengths[_count++ % Kept] = milliseconds;

    public long Median()
    {
        var held = _lengths.AsSpan(0, Math.Min(_count, Kept)).ToArray();
        if (held.Length == 0)
            return 0;
        Array.Sort(held);
        return held[held.Length / 2];
    }

    /// <summary>
    /// The most that the youngest of these open turns should still take; long runners are given a quarter more. With no turn to
    /// compare with, what is open is taken to be half way.
    /// </summary>
    public long Remaining(IReadOnlyCollection<long> openedAt, long now)
    {
        if (_count == 0)
            return openedAt.Select(opened => now - opened).DefaultIfEmpty().Max();
        var median = Median();
        var remaining = 0L;
        foreach (var opened in openedAt)
            remaining = Math.Max(remaining, Math.Max(median - (now - opened), median / 4));
        return remaining;
    }
}
