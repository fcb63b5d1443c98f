using CodexPooler.Bench.Grpc;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Serving;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Bench.Routing;

/// <summary>The real service on a socket: Select, or a method that does nothing, on the same connection.</summary>
internal sealed class RouterSide(WebApplication server, GrpcChannel channel, RoutingLoad load) : IAsyncDisposable
{
    private readonly Router.RouterClient _client = new(channel);
    private readonly RenewLeasesRequest _nothing = new();

    public static async Task<RouterSide> StartAsync(int accounts)
    {
        var core = RoutingDirectory.Build(Contracts.Directory.V1.RoutingStrategy.BridgeRing, accounts, 10_000, 100_000);
        var server = await LoopbackServer.StartAsync(
            services =>
            {
                services.AddGrpc();
                services.AddSingleton(core);
                services.AddSingleton(TimeProvider.System);
                services.AddSingleton<RouterMetrics>();
                services.AddSingleton<FactIntake>();
            },
            app => app.MapGrpcService<RouterService>());
        return new(server, GrpcChannel.ForAddress(server.Urls.Single()), new RoutingLoad(core, 10_000, 100_000));
    }

    public async Task SelectAsync()
    {
        var reply = await _client.SelectAsync(load.Next(out _));
        if (reply.Lease is null)
            throw new RpcException(new Status(StatusCode.Internal, $"Refused: {reply.Refusal.Code}"));
        await _client.CloseAsync(new CloseRequest { LeaseId = reply.Lease.LeaseId, Outcome = TurnOutcome.Succeeded });
    }

    // Two empty calls, because a turn is a Select and a Close.
    public async Task NothingAsync()
    {
        await _client.RenewLeasesAsync(_nothing);
        await _client.RenewLeasesAsync(_nothing);
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await server.DisposeAsync();
    }
}
