namespace CodexPooler.Edge.Settlement;

/// <summary>A place between two records.</summary>
internal readonly record struct SpoolPosition(long Segment, long Offset);
