using CodexPooler.Grpc.Wire;
using Grpc.AspNetCore.Server;

namespace CodexPooler.Grpc.Server;

internal sealed record ServiceSettings(
    int? MaxReceiveSize,
    int? MaxSendSize,
    bool DetailedErrors,
    bool GzipResponses,
    IReadOnlyList<InterceptorRegistration> Interceptors)
{
    public static ServiceSettings From(GrpcServiceOptions options) => new(
        options.MaxReceiveMessageSize,
        options.MaxSendMessageSize,
        options.EnableDetailedErrors ?? false,
        options.ResponseCompressionAlgorithm == WireNames.Gzip,
        [.. options.Interceptors]);
}
