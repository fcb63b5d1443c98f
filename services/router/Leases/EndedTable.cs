using System.Numerics;

namespace CodexPooler.Routing.Leases;

/// <summary>
/// Leases that ended within the same while, in a hash table of rows. Dropped whole, so that no row is ever removed.
/// </summary>
internal sealed class EndedTable
{
    /// <summary>Rows at most: what is copied when a table grows takes a fraction of a millisecond.</summary>
    public const int AtMost = 1 << 16;

    private const int AtLeast = 64;

    private EndedLease[] _rows;
    private int[] _heads;
    private ulong _lowest = ulong.MaxValue;
    private ulong _highest;

    public EndedTable(int expected)
    {
        _rows = new EndedLease[Math.Clamp(expected + (expected / 8), AtLeast, AtMost)];
        _heads = Heads();
    }

    public int Count { get; private set; }

    public int Capacity => _rows.Length;

    public long FirstAt { get; private set; }

    public long LastAt { get; private set; }

    public ref EndedLease this[int place] => ref _rows[place];

    public long EndedAt(int place) => FirstAt + _rows[place].EndedAfter;

    /// <summary>The last row with this id, or -1.</summary>
    public int Find(in LeaseId id)
    {
        // A turn's id begins with its time (UUIDv7): a new turn's is later than all that ended a while ago.
        if (id.Turn.High < _lowest || id.Turn.High > _highest)
            return -1;
        var place = _heads[Chain(id)];
        while (place > 0 && !_rows[place - 1].Is(id))
            place = _rows[place - 1].Next;
        return place - 1;
    }

    public void Add(EndedLease row, long now)
    {
        if (Count == 0)
            FirstAt = LastAt = now;
        if (Count == _rows.Length)
            Grow();
        LastAt = Math.Max(LastAt, now);
        row.EndedAfter = (int)Math.Clamp(now - FirstAt, 0, int.MaxValue);
        var id = row.Id;
        _lowest = Math.Min(_lowest, id.Turn.High);
        _highest = Math.Max(_highest, id.Turn.High);
        _rows[Count++] = row;
        Link(Count);
    }

    /// <summary>As new, with the memory it has.</summary>
    public EndedTable Emptied()
    {
        Array.Clear(_heads);
        (Count, _lowest, _highest) = (0, ulong.MaxValue, 0);
        return this;
    }

    private void Grow()
    {
        Array.Resize(ref _rows, Math.Min(_rows.Length * 2, AtMost));
        _heads = Heads();
        for (var place = 1; place <= Count; place++)
            Link(place);
    }

    private int[] Heads() => new int[BitOperations.RoundUpToPowerOf2((uint)_rows.Length)];

    private void Link(int place)
    {
        ref var row = ref _rows[place - 1];
        ref var head = ref _heads[Chain(row.Id)];
        row.Next = head;
        head = place;
    }

    private int Chain(in LeaseId id) => id.GetHashCode() & (_heads.Length - 1);
}
