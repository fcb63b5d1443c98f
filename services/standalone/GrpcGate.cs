using System.Collections.Frozen;
using System.Net.Sockets;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using Grpc.AspNetCore.Server;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Connections.Features;

namespace CodexPooler.Standalone;

/// <summary>
/// Keeps the services' interfaces off the address clients use. No sidecar stands before this process, so nobody who comes over a
/// connection can be a service of it.
/// </summary>
internal sealed class GrpcGate(RequestDelegate next)
{
    // These ask for an operator's token themselves; the others rely on a sidecar to keep strangers out.
    private static readonly FrozenSet<string> ForOperators = new[]
    {
        DirectoryAdmin.Descriptor, CredentialAdmin.Descriptor, Linking.Descriptor, Quota.Descriptor, Catalogue.Descriptor,
        RouterAdmin.Descriptor, Ledger.Descriptor, Health.Descriptor,
    }.Select(service => service.FullName).ToFrozenSet();

    public Task InvokeAsync(HttpContext context)
    {
        context.Request.Headers.Remove(LocalCalls.CallerHeader);
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not { } method || MayReach(context, method))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    // Clients' address speaks HTTP/1.1 only, the optional gRPC port HTTP/2 only.
    private static bool MayReach(HttpContext context, GrpcMethodMetadata method) =>
        context.Features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint is UnixDomainSocketEndPoint
        || (HttpProtocol.IsHttp2(context.Request.Protocol) && ForOperators.Contains(method.Method.ServiceName));
}
