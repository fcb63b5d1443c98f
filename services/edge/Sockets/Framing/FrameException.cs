namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>The peer broke the protocol; the connection ends with <paramref name="code"/>.</summary>
internal sealed class FrameException(int code, string reason) : Exception(reason)
{
    public int Code => code;
}
