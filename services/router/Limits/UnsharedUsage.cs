namespace CodexPooler.Routing.Limits;

/// <summary>
/// What this replica admitted and cannot yet know its peers have counted. Grows with each admission, shrinks as peers confirm the
/// batches that told them (see docs/limits.md).
/// </summary>
internal sealed class UnsharedUsage
{
    private readonly Queue<(long Sequence, UsageTotals Totals)> _waiting = new();
    private UsageTotals _sum;

    public void Add(long sequence, UsageTotals totals)
    {
        _waiting.Enqueue((sequence, totals));
        _sum += totals;
    }

    public UsageTotals Beyond(long heardByAll)
    {
        while (_waiting.TryPeek(out var oldest) && oldest.Sequence <= heardByAll)
        {
            _waiting.Dequeue();
            _sum -= oldest.Totals;
        }

        return _sum;
    }
}
