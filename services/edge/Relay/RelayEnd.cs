namespace CodexPooler.Edge.Relay;

/// <summary>How relaying one upstream stream ended.</summary>
internal enum RelayEnd
{
    /// <summary>A terminal event was relayed.</summary>
    Terminal,

    /// <summary>The upstream failed before anything committed the turn; nothing of it was relayed.</summary>
    NotCommitted,

    /// <summary>The upstream ended in order, but before its answer did.</summary>
    Ended,

    /// <summary>The upstream broke off in the middle.</summary>
    Cut,

    /// <summary>The upstream fell silent in the middle.</summary>
    Silent,

    /// <summary>The turn's whole time is over.</summary>
    TooLong,

    ClientGone,
}
