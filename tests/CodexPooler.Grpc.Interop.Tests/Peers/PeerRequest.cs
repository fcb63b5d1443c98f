namespace CodexPooler.Grpc.Interop.Tests.Peers;

/// <summary>A Request of interop.proto, with a payload of the pattern instead of its bytes.</summary>
internal sealed record PeerRequest
{
    public string Text { get; init; } = "";

    public int PayloadSize { get; init; }

    public int Count { get; init; }

    public int ReplySize { get; init; }

    public int StatusCode { get; init; }

    public string StatusMessage { get; init; } = "";

    public bool Hang { get; init; }
}
