using CodexPooler.Grpc.Server;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Grpc.InProcess;

/// <summary>
/// Calls the services of this process without a socket, meaning the same as over one: deadlines, cancellation, statuses,
/// metadata, size limits, interceptors, backpressure, and messages neither side can change under the other.
/// </summary>
public sealed class InProcessChannel : ChannelBase, IAsyncDisposable
{
    private readonly InProcessTransport _transport;

    public InProcessChannel(IServiceProvider services, InProcessChannelOptions? options = null) : base("in-process") =>
        _transport = new InProcessTransport(services, options ?? new InProcessChannelOptions());

    /// <summary>Makes a service callable here that is not, or not yet, mapped to an endpoint.</summary>
    public InProcessChannel Serve<TService>() where TService : class
    {
        _transport.Registry.Add<TService>();
        return this;
    }

    public override CallInvoker CreateCallInvoker() => new InProcessCallInvoker(_transport);

    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync();
        _transport.Dispose();
    }

    /// <summary>Cancels what is still running and waits for it.</summary>
    protected override Task ShutdownAsyncCore() => _transport.StopAsync();
}
