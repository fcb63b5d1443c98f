namespace CodexPooler.Edge.Usage;

/// <summary>What a client is told of limits in the headers of its answers.</summary>
internal enum LimitHeaders
{
    /// <summary>The Pool as a whole.</summary>
    Pooled,

    /// <summary>Nothing.</summary>
    Hidden,
}
