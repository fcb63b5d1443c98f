namespace CodexPooler.Edge.Ingress;

/// <summary>The one place a client's address is taken from.</summary>
internal enum ClientAddressSource
{
    /// <summary>`X-Forwarded-For`, when a trusted proxy sent it.</summary>
    XForwardedFor,

    /// <summary>`X-Real-IP`, when a trusted proxy sent it.</summary>
    XRealIp,

    /// <summary>The connection itself; headers are never believed.</summary>
    Peer,
}
