namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>How a connection ended.</summary>
/// <param name="Violation">What the peer did against the rules; null when the code is the peer's own.</param>
internal readonly record struct LinkEnd(int Code, string? Violation = null)
{
    public static readonly LinkEnd Dropped = new(CloseCode.Abnormal);
}
