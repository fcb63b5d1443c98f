using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Grpc.Server;

internal sealed class GrpcServerBuilder(IServiceCollection services) : IGrpcServerBuilder
{
    public IServiceCollection Services => services;
}
