namespace CodexPooler.SidecarDouble.Faults;

/// <summary>What the next matching calls meet.</summary>
public sealed record Fault
{
    public int Count { get; init; } = 1;

    public int Status { get; init; } = 500;

    public string ErrorCode { get; init; } = "ERR_INJECTED";

    public string Message { get; init; } = "injected fault";

    /// <summary>Paths that begin like this are hit, HTTP routes and gRPC methods alike.</summary>
    public string PathPrefix { get; init; } = "/";
}
