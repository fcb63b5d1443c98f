namespace CodexPooler.Routing.Leases;

/// <summary>
/// Closed leases, remembered for a while so that no late duplicate opens them again. Millions may have to be: they lie in tables
/// of an eighth of that time or <see cref="EndedTable.AtMost"/> rows, and a table goes when its last row is over.
/// </summary>
internal sealed class EndedLeases(TimeSpan remember)
{
    private const int Tables = 8;

    private readonly long _remember = (long)remember.TotalMilliseconds;
    private readonly List<EndedTable> _tables = [];
    private EndedTable? _spare;
    private long _now;

    /// <summary>Rows in memory, those included that are over and whose table is not.</summary>
    public int Held => _tables.Sum(table => table.Count);

    /// <summary>Rows there is room for: what it costs is 52 bytes each.</summary>
    public int Capacity => _tables.Sum(table => table.Capacity) + (_spare?.Capacity ?? 0);

    public void Add(in EndedLease lease, long now)
    {
        if (_tables.Count == 0 || IsFull(_tables[^1], now))
            _tables.Add(Next());
        _tables[^1].Add(lease, now);
    }

    public EndedLease? Find(in LeaseId id) => TryFind(id, out var table, out var place) ? table[place] : null;

    /// <summary>Null when it is not remembered, else whether the reading told something new.</summary>
    public bool? Merge(in LeaseId id, long openedAt, long expiresAt, long closedAt) =>
        TryFind(id, out var table, out var place) ? table[place].Merge(openedAt, expiresAt, closedAt) : null;

    public IEnumerable<EndedLease> All()
    {
        foreach (var table in _tables)
        {
            for (var place = 0; place < table.Count; place++)
            {
                if (IsRemembered(table, place))
                    yield return table[place];
            }
        }
    }

    public void Sweep(long now)
    {
        _now = now;
        while (_tables.Count > 0 && _tables[0].LastAt + _remember <= now)
        {
            _spare = _tables[0].Emptied();
            _tables.RemoveAt(0);
        }

        if (_tables.Count == 0)
            _spare = null;
    }

    private bool TryFind(in LeaseId id, out EndedTable table, out int place)
    {
        for (var i = _tables.Count - 1; i >= 0; i--)
        {
            table = _tables[i];
            place = table.Find(id);
            if (place >= 0)
                return IsRemembered(table, place);
        }

        (table, place) = (null!, -1);
        return false;
    }

    private bool IsRemembered(EndedTable table, int place) => table.EndedAt(place) + _remember > _now;

    private bool IsFull(EndedTable table, long now) =>
        table.Count == EndedTable.AtMost || now - table.FirstAt >= Math.Max(1, _remember / Tables) || now < table.FirstAt;

    // As large as the last one became. The memory of one that is over is used again while about as much is needed as it has, and
    // given back when less is.
    private EndedTable Next()
    {
        var expected = _tables.Count == 0 ? 0 : _tables[^1].Count;
        var spare = _spare;
        _spare = null;
        return spare is not null && spare.Capacity <= 4L * expected ? spare : new EndedTable(expected);
    }
}
