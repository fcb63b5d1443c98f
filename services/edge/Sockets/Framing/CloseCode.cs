namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>RFC 6455 §7.4.1.</summary>
internal static class CloseCode
{
    public const int Normal = 1000;
    public const int GoingAway = 1001;
    public const int ProtocolError = 1002;
    public const int UnsupportedData = 1003;

    /// <summary>Never on the wire: the peer closed without saying why.</summary>
    public const int NoStatus = 1005;

    /// <summary>Never on the wire: the connection ended without a close.</summary>
    public const int Abnormal = 1006;
    public const int InvalidText = 1007;
    public const int PolicyViolation = 1008;
    public const int MessageTooBig = 1009;
    public const int InternalError = 1011;

    public static bool MayBeSent(int code) =>
        code is >= 1000 and <= 1014 and not (1004 or NoStatus or Abnormal) or >= 3000 and <= 4999;
}
