using CodexPooler.Contracts.Messaging;
using CodexPooler.Edge.Snapshot;
using CodexPooler.Edge.Upstream;
using CodexPooler.Edge.Warmup.Backend;
using CodexPooler.Edge.Warmup.Clients;
using CodexPooler.Edge.Warmup.Team;
using CodexPooler.Grpc.InProcess;
using CodexPooler.ServiceDefaults.Draining;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Warmup;

/// <summary>
/// A second edge in the process, composed of the same parts as the first, so that what one's turns compile serves the other. It
/// has a team, a spool and listeners of its own, all of which end with it.
/// </summary>
internal sealed class RehearsedEdge(WebApplication app, RehearsalTeam team) : IAsyncDisposable
{
    public Uri Address { get; } = new(app.Urls.Single());

    /// <summary>A key for every way to the upstream.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. team.Keys.Values];

    public static async Task<RehearsedEdge> StartAsync(
        UnheardMeters meters, RehearsalBackend backend, ScratchFolder scratch, HostTraits like,
        CancellationToken cancellationToken)
    {
        var team = new RehearsalTeam();
        var builder = PrivateHost.CreateBuilder(meters);
        builder.Configuration.AddInMemoryCollection(Settings(scratch));
        builder.AddNoBus<NoLedger>();
        builder.AddDraining();
        AddPeers(builder.Services, team, backend, meters, like.CallsRouterOverGrpc);
        builder.AddEdge();
        if (like.IsDataPlane) builder.AddDataPlane();
        var app = builder.Build(port => port.Protocols = HttpProtocols.Http1);
        try
        {
            app.UseDraining();
            app.MapEdge();
            var directory = app.Services.GetRequiredService<DirectoryHolder>();
            var known = directory.Next;
            await app.StartAsync(cancellationToken);
            await known.WaitAsync(cancellationToken);
            return new(app, team);
        }
        catch
        {
            await app.EndAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => app.EndAsync();

    private static Dictionary<string, string?> Settings(ScratchFolder scratch) => new()
    {
        ["Edge:Spool:Folder"] = Path.Combine(scratch.Path, "spool"),
        // Small enough for a rehearsal to fill some, as a day does.
        ["Edge:Spool:SegmentBytes"] = "1048576",
        ["Edge:Directory:File"] = Path.Combine(scratch.Path, "directory"),
        ["KeyGuard:RequestsPerSecond"] = "1000000",
        ["Drain:Delay"] = "00:00:00",
        ["Drain:Timeout"] = "00:00:00",
    };

    private static void AddPeers(
        IServiceCollection services, RehearsalTeam team, RehearsalBackend backend, UnheardMeters meters, bool callsRouterOverGrpc)
    {
        services.AddGrpc();
        services.AddSingleton(team).AddSingleton<RehearsalDirectory>().AddSingleton<RehearsalQuota>()
            .AddSingleton<RehearsalRouter>()
            .AddSingleton(provider => new RehearsalCredentials(
                backend.Upstream, backend.SecureUpstream, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(new UpstreamRoots(backend.Certificate));
        services.AddSingleton(provider => new InProcessChannel(provider)
            .Serve<RehearsalDirectory>().Serve<RehearsalQuota>().Serve<RehearsalCredentials>());
        services.AddKeyedSingleton<CallInvoker>(
            EdgeModule.AccountsApp, (provider, _) => provider.GetRequiredService<InProcessChannel>().CreateCallInvoker());
        // Kept by the container, so that they are closed with it.
        services.AddKeyedSingleton<ChannelBase>(EdgeModule.RouterApp, (provider, _) => callsRouterOverGrpc
            ? Over(backend.Router, meters)
            : new InProcessChannel(provider, new() { RunsInline = true }).Serve<RehearsalRouter>());
        services.AddKeyedSingleton<CallInvoker>(EdgeModule.RouterApp, (provider, app) =>
            provider.GetRequiredKeyedService<ChannelBase>(app).CreateCallInvoker());
    }

    private static GrpcChannel Over(Uri router, UnheardMeters meters) => GrpcChannel.ForAddress(router, new()
    {
        HttpHandler = RehearsalClients.Handler(meters),
        DisposeHttpClient = true,
    });
}
