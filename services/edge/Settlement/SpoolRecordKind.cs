namespace CodexPooler.Edge.Settlement;

/// <summary>The numbers are stored: never change one.</summary>
internal enum SpoolRecordKind : byte
{
    /// <summary>A turn has begun. Without its end, a restart settles it as interrupted.</summary>
    Begun = 1,

    Settled = 2,
}
