namespace CodexPooler.Edge.Relay;

/// <summary>The events of a response that mean something to the gateway; all others are only relayed.</summary>
internal enum StreamEvent
{
    Other,
    Created,
    InProgress,
    Metadata,
    CodexMetadata,
    RateLimits,
    KeepAlive,
    ItemDone,
    Completed,
    Incomplete,
    Failed,
    Error,
}
