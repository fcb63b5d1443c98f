namespace CodexPooler.Grpc.Interop.Tests.Peers;

/// <summary>One call for a peer's client to make; peer-client.mjs says what each member means.</summary>
internal sealed record PeerCommand(string Method, params PeerRequest[] Requests)
{
    public int Id { get; init; }

    public string Target { get; init; } = "";

    public Dictionary<string, string>? Metadata { get; init; }

    public Dictionary<string, string>? Binary { get; init; }

    public int? DeadlineMs { get; init; }

    public bool Gzip { get; init; }

    public int? CancelAfter { get; init; }

    public bool KeepOpen { get; init; }

    public bool Lockstep { get; init; }
}
