using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;

namespace Dapr.Client;

/// <summary>One gRPC channel to the sidecar, shared by the invokers of all applications this one calls.</summary>
public sealed class DaprInvocationChannel : IDisposable
{
    // The sidecar cuts clients that ping more often than every 8 seconds, and idle connections after three minutes.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);

    private readonly GrpcChannel _channel;
    private readonly string? _apiToken;

    /// <summary>Opens the channel to the sidecar that the configuration, then the environment, names.</summary>
    public DaprInvocationChannel(IConfiguration? configuration = null, Action<GrpcChannelOptions>? configure = null)
        : this(DaprEndpoints.Resolve(configuration), configure)
    {
    }

    internal DaprInvocationChannel(DaprEndpoints endpoints, Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions { KeepAlivePingDelay = PingDelay };
        configure?.Invoke(options);
        _channel = GrpcChannel.ForAddress(endpoints.Grpc, options);
        _apiToken = endpoints.ApiToken;
    }

    /// <summary>Creates the invoker that generated clients of an application take.</summary>
    public CallInvoker CreateInvoker(string appId)
    {
        ArgumentException.ThrowIfNullOrEmpty(appId);
        return _channel.Intercept(new InvocationInterceptor(appId, _apiToken));
    }

    /// <inheritdoc />
    public void Dispose() => _channel.Dispose();
}
