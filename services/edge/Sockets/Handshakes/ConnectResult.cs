using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Relay;

namespace CodexPooler.Edge.Sockets.Handshakes;

/// <summary>An open upstream connection, or why there is none.</summary>
internal sealed record ConnectResult(Stream? Stream)
{
    public FaultSignal? Fault { get; init; }

    public UpstreamReply? Reply { get; init; }

    public int Status { get; init; }

    public IReadOnlyList<QuotaReading> Quota { get; init; } = [];
}
