namespace CodexPooler.Edge.Settlement;

/// <summary>Where the begun records of turns that have not ended stand. Used by the writer alone.</summary>
internal sealed class OpenTurns
{
    private readonly Dictionary<Guid, (SpoolPosition At, int Length)> _turns = [];

    public void Note(SpoolRecordKind kind, Guid turnId, SpoolPosition at, int length)
    {
        if (kind == SpoolRecordKind.Begun) _turns[turnId] = (at, length);
        else _turns.Remove(turnId);
    }

    /// <summary>What a segment's end would take along.</summary>
    public IReadOnlyList<(Guid Turn, SpoolPosition At, int Length)> Before(long segment) =>
        [.. _turns.Where(turn => turn.Value.At.Segment < segment)
            .Select(turn => (turn.Key, turn.Value.At, turn.Value.Length))];
}
