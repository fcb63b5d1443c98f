namespace CodexPooler.Accounts.Audit;

/// <summary>
/// The latest end of the log this process knows of. A vault that answers from an older copy, or that somebody set back, takes
/// nothing away from it.
/// </summary>
internal sealed class AnchorMemory
{
    private readonly Lock _lock = new();
    private AnchorPoint? _latest;

    public AnchorPoint? Latest
    {
        get
        {
            lock (_lock) return _latest;
        }
    }

    public AnchorPoint? Learn(AnchorPoint? end)
    {
        lock (_lock)
        {
            if (end is not null && end.IsLaterThan(_latest)) _latest = end;
            return _latest;
        }
    }
}
