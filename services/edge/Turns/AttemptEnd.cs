using CodexPooler.Edge.Relay;

namespace CodexPooler.Edge.Turns;

/// <summary>How one attempt ended for its turn.</summary>
internal sealed record AttemptEnd(RelayEnd End)
{
    /// <summary>The upstream's own refusal, to be shown when no other account helps.</summary>
    public UpstreamReply? Reply { get; init; }

    /// <summary>What was held back of a stream that failed before it committed.</summary>
    public ReadOnlyMemory<byte> Held { get; init; }

    /// <summary>The turn is over: what the client sees is what this attempt gave.</summary>
    public bool IsFinal => End != RelayEnd.NotCommitted;

    public static AttemptEnd NotServed(UpstreamReply? reply = null) => new(RelayEnd.NotCommitted) { Reply = reply };
}
