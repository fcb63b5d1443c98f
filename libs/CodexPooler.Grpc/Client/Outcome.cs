using Grpc.Core;

namespace CodexPooler.Grpc.Client;

internal sealed record Outcome(Status Status, Metadata Trailers)
{
    public static readonly Outcome Success = new(Status.DefaultSuccess, Metadata.Empty);

    public RpcException ToException() => new(Status, Trailers);
}
