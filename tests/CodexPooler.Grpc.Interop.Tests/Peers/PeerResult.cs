namespace CodexPooler.Grpc.Interop.Tests.Peers;

/// <summary>How a call by a peer's client ended.</summary>
internal sealed record PeerResult
{
    public int Id { get; init; }

    public int Port { get; init; }

    public int Code { get; init; }

    public string Details { get; init; } = "";

    public List<PeerReply> Replies { get; init; } = [];

    public Dictionary<string, List<string>> Initial { get; init; } = [];

    public Dictionary<string, List<string>> Trailing { get; init; } = [];

    /// <summary>Why the peer itself failed, when it did.</summary>
    public string? Broken { get; init; }
}
