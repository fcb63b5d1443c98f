namespace CodexPooler.Edge.Relay;

/// <summary>What an event's type says about it.</summary>
internal static class StreamEvents
{
    public static StreamEvent Of(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("response.output_text.delta"u8) => StreamEvent.Other,
        _ when type.SequenceEqual("response.created"u8) => StreamEvent.Created,
        _ when type.SequenceEqual("response.in_progress"u8) || type.SequenceEqual("response.queued"u8) => StreamEvent.InProgress,
        _ when type.SequenceEqual("response.metadata"u8) => StreamEvent.Metadata,
        _ when type.SequenceEqual("codex.response.metadata"u8) => StreamEvent.CodexMetadata,
        _ when type.SequenceEqual("codex.rate_limits"u8) => StreamEvent.RateLimits,
        _ when type.SequenceEqual("keepalive"u8) || type.SequenceEqual("ping"u8) => StreamEvent.KeepAlive,
        _ when type.SequenceEqual("response.output_item.done"u8) => StreamEvent.ItemDone,
        _ when type.SequenceEqual("response.completed"u8) => StreamEvent.Completed,
        _ when type.SequenceEqual("response.incomplete"u8) => StreamEvent.Incomplete,
        _ when type.SequenceEqual("response.failed"u8) => StreamEvent.Failed,
        _ when type.SequenceEqual("error"u8) => StreamEvent.Error,
        _ => StreamEvent.Other,
    };

    /// <summary>The upstream sends these before it has decided whether it can serve: they commit the turn to nothing.</summary>
    public static bool IsHandshake(StreamEvent kind) => kind is
        StreamEvent.Created or StreamEvent.InProgress or StreamEvent.Metadata or StreamEvent.CodexMetadata
            or StreamEvent.RateLimits or
        StreamEvent.KeepAlive;

    public static bool IsTerminal(StreamEvent kind) => kind is
        StreamEvent.Completed or StreamEvent.Incomplete or StreamEvent.Failed or StreamEvent.Error;

    /// <summary>Only these are looked into.</summary>
    public static bool IsRead(StreamEvent kind) =>
        kind is not (StreamEvent.Other or StreamEvent.InProgress or StreamEvent.KeepAlive);
}
