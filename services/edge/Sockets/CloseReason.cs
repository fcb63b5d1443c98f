namespace CodexPooler.Edge.Sockets;

/// <summary>Why a client's socket ended: a closed set, for metrics.</summary>
internal enum CloseReason
{
    /// <summary>The client left, as clients do: without a word.</summary>
    ClientLeft,

    ClientClosed,

    /// <summary>The client broke the protocol.</summary>
    Violation,

    MessageTooBig,
    Idle,
    Draining,
    KeyRefused,

    /// <summary>The upstream's end of the conversation is gone; the client starts over with a full request.</summary>
    UpstreamLost,

    /// <summary>The upstream's connection is about as old as it may get.</summary>
    UpstreamAge,

    /// <summary>The client was told to send everything again, on a new connection.</summary>
    ResendInFull,

    /// <summary>No account's upstream takes WebSockets; the client's next upgrade is refused, which sends it to HTTP.</summary>
    UpgradeRefused,

    /// <summary>A turn could not be completed after its client had seen a part of it.</summary>
    TurnCut,
    Failed,
}
