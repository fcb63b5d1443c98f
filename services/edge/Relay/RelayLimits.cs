namespace CodexPooler.Edge.Relay;

/// <summary>How long each stage of a stream may take.</summary>
internal readonly record struct RelayLimits
{
    /// <summary>From the response headers to the first event.</summary>
    public required TimeSpan FirstEvent { get; init; }

    /// <summary>Longest silence after the first event.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>Longest that handshake events are held back once there are some.</summary>
    public required TimeSpan Hold { get; init; }

    /// <summary>After this much silence the client is sent a keep-alive event.</summary>
    public required TimeSpan KeepAlive { get; init; }

    /// <summary>What is left of the turn's whole time.</summary>
    public required TimeSpan Total { get; init; }
}
