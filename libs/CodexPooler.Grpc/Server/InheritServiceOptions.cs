using Grpc.AspNetCore.Server;
using Microsoft.Extensions.Options;

namespace CodexPooler.Grpc.Server;

internal sealed class InheritServiceOptions<TService>(IOptions<GrpcServiceOptions> shared)
    : IConfigureOptions<GrpcServiceOptions<TService>> where TService : class
{
    public void Configure(GrpcServiceOptions<TService> options)
    {
        var source = shared.Value;
        options.MaxReceiveMessageSize = source.MaxReceiveMessageSize;
        options.MaxSendMessageSize = source.MaxSendMessageSize;
        options.EnableDetailedErrors = source.EnableDetailedErrors;
        options.ResponseCompressionAlgorithm = source.ResponseCompressionAlgorithm;
        foreach (var interceptor in source.Interceptors) options.Interceptors.Add(interceptor);
    }
}
