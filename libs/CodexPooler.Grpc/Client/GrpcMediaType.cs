using System.Net.Http.Headers;
using CodexPooler.Grpc.Wire;

namespace CodexPooler.Grpc.Client;

internal static class GrpcMediaType
{
    public static readonly MediaTypeHeaderValue Value = new(WireNames.ContentType);
}
