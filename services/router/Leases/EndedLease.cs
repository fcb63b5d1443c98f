namespace CodexPooler.Routing.Leases;

/// <summary>
/// What is remembered of a closed lease: 48 bytes without a reference, nothing for the collector to follow or to copy.
/// </summary>
internal struct EndedLease(LeaseId id, long closedAt, long expiresAt, long openedAt)
{
    private readonly ulong _high = id.Turn.High;
    private readonly ulong _low = id.Turn.Low;
    private readonly int _attempt = id.Attempt;
    private int _lasted = Length(openedAt, closedAt);

    public readonly LeaseId Id => new(new State.TurnId(_high, _low), _attempt);

    /// <summary>Place of the next row in the same chain, from 1; 0 ends it.</summary>
    public int Next { get; set; }

    /// <summary>When it ended here, in milliseconds since the first of its table did.</summary>
    public int EndedAfter { get; set; }

    public long ClosedAt { get; private set; } = closedAt;

    public long ExpiresAt { get; private set; } = expiresAt;

    public readonly long OpenedAt => ClosedAt - _lasted;

    public readonly bool Is(in LeaseId id) => _low == id.Turn.Low && _high == id.Turn.High && _attempt == id.Attempt;

    /// <summary>The earliest opening, the latest renewal and the earliest close stand. False when that was known.</summary>
    public bool Merge(long openedAt, long expiresAt, long closedAt)
    {
        var closed = closedAt == 0 ? ClosedAt : Math.Min(ClosedAt, closedAt);
        var lasted = Length(Math.Min(OpenedAt, openedAt), closed);
        if (lasted == _lasted && closed == ClosedAt && expiresAt <= ExpiresAt)
            return false;

        _lasted = lasted;
        ClosedAt = closed;
        ExpiresAt = Math.Max(ExpiresAt, expiresAt);
        return true;
    }

    private static int Length(long openedAt, long closedAt) =>
        (int)Math.Clamp(closedAt - openedAt, int.MinValue, int.MaxValue);
}
