using Grpc.Core;

namespace CodexPooler.Grpc.Client;

internal sealed record Outcome(Status Status, Metadata Trailers)
{
    public RpcException ToException() => new(Status, Trailers);
}
