namespace CodexPooler.Edge.Settlement;

/// <summary>The begun records of turns that have not ended, and which segment holds each. Used by the writer alone.</summary>
internal sealed class OpenTurns
{
    private readonly Dictionary<Guid, (long Segment, byte[] Frame)> _turns = [];

    public void Note(SpoolRecordKind kind, Guid turnId, byte[] frame, long segment)
    {
        if (kind == SpoolRecordKind.Begun) _turns[turnId] = (segment, frame);
        else _turns.Remove(turnId);
    }

    /// <summary>What a segment's end would take along.</summary>
    public IReadOnlyList<KeyValuePair<Guid, byte[]>> Before(long segment) =>
        [.. _turns.Where(turn => turn.Value.Segment < segment).Select(turn => KeyValuePair.Create(turn.Key, turn.Value.Frame))];
}
