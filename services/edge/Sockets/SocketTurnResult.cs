namespace CodexPooler.Edge.Sockets;

/// <summary>What became of a message that asked for a turn: a closed set, for metrics.</summary>
internal enum SocketTurnResult
{
    Served,
    Failed,
    Refused,

    /// <summary>The client has to send the conversation again, on a new socket.</summary>
    ResendInFull,
    Interrupted,
}
