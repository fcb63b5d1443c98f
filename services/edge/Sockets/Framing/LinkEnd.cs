namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>How a connection ended.</summary>
/// <param name="Violation">What the peer did against the rules; null when the code is the peer's own.</param>
internal readonly record struct LinkEnd(int Code, string? Violation = null)
{
    private readonly bool _atItsEnd;

    /// <summary>The connection broke.</summary>
    public static readonly LinkEnd Dropped = new(CloseCode.Abnormal);

    /// <summary>The peer stopped sending, without a close.</summary>
    public static readonly LinkEnd Ended = new(atItsEnd: true);

    private LinkEnd(bool atItsEnd)
        : this(CloseCode.Abnormal) => _atItsEnd = atItsEnd;

    /// <summary>The peer ended it and gave no reason: as if all had been said.</summary>
    public bool IsPlain => _atItsEnd || (Violation is null && Code is CloseCode.Normal or CloseCode.NoStatus);
}
