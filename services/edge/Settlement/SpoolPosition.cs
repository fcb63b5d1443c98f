namespace CodexPooler.Edge.Settlement;

/// <summary>A place between two records.</summary>
internal readonly record struct SpoolPosition(long Segment, long Offset)
{
    public bool IsBeyond(SpoolPosition other) =>
        Segment > other.Segment || (Segment == other.Segment && Offset > other.Offset);
}
