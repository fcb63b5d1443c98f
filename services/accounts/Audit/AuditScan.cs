namespace CodexPooler.Accounts.Audit;

/// <summary>Goes through the log, as far as each entry follows from the one before it, and judges it.</summary>
internal sealed class AuditScan(params IReadOnlyList<AnchorPoint> ends)
{
    private readonly HashSet<AnchorPoint> _met = [];
    private AuditRow? _breaking;

    public AuditRow? Last { get; private set; }

    public long Entries { get; private set; }

    /// <summary>False for the first entry that does not follow: what comes after it proves nothing.</summary>
    public bool Take(AuditRow entry)
    {
        if (!AuditChain.Follows(Last, entry))
        {
            _breaking = entry;
            return false;
        }

        Last = entry;
        Entries++;
        foreach (var end in ends)
            if (end.IsAt(entry)) _met.Add(end);
        return true;
    }

    public AuditVerdict Judge()
    {
        var next = (Last?.Sequence ?? 0) + 1;
        if (_breaking is not null)
            return _breaking.Sequence > next
                ? Missing(next, _breaking.Sequence - 1, _breaking.Sequence)
                : new($"Entry {_breaking.Sequence} is not as it was written, or the one before is not.", _breaking.Sequence);
        foreach (var end in ends.OrderByDescending(end => end.Sequence))
        {
            if (end.Sequence >= next) return Missing(next, end.Sequence, brokenAt: 0);
            if (!_met.Contains(end))
                return new($"Entry {end.Sequence} is not the one that stood there: part of the log was written anew.");
        }

        return AuditVerdict.Whole;
    }

    private static AuditVerdict Missing(long from, long to, long brokenAt)
    {
        var which = from == to ? $"Entry {from} is missing" : $"Entries {from} to {to} are missing";
        var where = brokenAt == 0 ? "the end of the log was cut off" : "they were cut out of it";
        return new($"{which}: {where}.", brokenAt, from, to);
    }
}
