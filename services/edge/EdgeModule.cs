using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Authentication;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Doctor;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Proxying;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Signposts;
using CodexPooler.Edge.Snapshot;
using CodexPooler.Edge.Sockets;
using CodexPooler.Edge.Turns;
using CodexPooler.Edge.Upstream;
using CodexPooler.Edge.Usage;
using CodexPooler.Edge.Warmup;
using CodexPooler.ServiceDefaults.Settings;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using CredentialsClient = CodexPooler.Contracts.Credentials.V1.Credentials.CredentialsClient;
using DirectoryClient = CodexPooler.Contracts.Directory.V1.Directory.DirectoryClient;

namespace CodexPooler.Edge;

/// <summary>The edge service, composed the same way in its own process and in the standalone host.</summary>
public static class EdgeModule
{
    public const string Name = "edge";

    /// <summary>Keys of the <see cref="CallInvoker"/>s the host has registered for the services the edge calls.</summary>
    internal const string AccountsApp = "accounts";
    internal const string RouterApp = "router";

    public static IHostApplicationBuilder AddEdge(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddClients();
        builder.AddIngress();
        builder.AddDirectoryCopy();
        builder.AddTurns();
        builder.AddSettlement();
        builder.AddAnswers();
        builder.AddSockets();
        builder.AddWarmup();
        return builder;
    }

    public static WebApplication MapEdge(this WebApplication app)
    {
        app.UseEdgeIngress();
        return app;
    }

    private static void AddClients(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(provider => new DirectoryClient(provider.GetRequiredKeyedService<CallInvoker>(AccountsApp)));
        services.TryAddSingleton(provider => new Quota.QuotaClient(provider.GetRequiredKeyedService<CallInvoker>(AccountsApp)));
        services.TryAddSingleton(provider => new CredentialsClient(provider.GetRequiredKeyedService<CallInvoker>(AccountsApp)));
        services.TryAddSingleton(provider => new Router.RouterClient(provider.GetRequiredKeyedService<CallInvoker>(RouterApp)));
    }

    private static void AddDirectoryCopy(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<SnapshotOptions>("Edge:Directory");
        builder.Services
            .AddSingleton<DirectoryHolder>()
            .AddSingleton<KeyAuthenticator>()
            .AddSingleton<ArrivingKeys>()
            .AddSingleton(provider => new SnapshotFile(
                provider.GetRequiredService<IOptions<SnapshotOptions>>().Value.File,
                provider.GetRequiredService<ILogger<SnapshotFile>>()))
            .AddHostedService<DirectoryFollower>();
    }

    private static void AddTurns(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<UpstreamOptions>("Edge:Upstream");
        builder.Services
            .AddSingleton<CredentialSource>()
            .AddSingleton<UpstreamClient>()
            .AddSingleton<AccountChoice>()
            .AddSingleton<AnswerHeaders>()
            .AddSingleton<AttemptAnswer>()
            .AddSingleton<AttemptRunner>()
            .AddSingleton<AttemptLoop>()
            .AddSingleton<TurnRunner>()
            .AddSingleton<LeaseDesk>()
            .AddHostedService(provider => provider.GetRequiredService<LeaseDesk>())
            .AddSingleton<StreamWatch>()
            .AddHostedService(provider => provider.GetRequiredService<StreamWatch>());
    }

    private static void AddSettlement(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<SpoolOptions>("Edge:Spool");
        builder.AddMessaging(routes => routes.Publishes<TurnSettled>(Queues.LedgerTurns));
        builder.Services
            .AddSingleton(provider => new SpoolFolder(provider.GetRequiredService<IOptions<SpoolOptions>>().Value.Folder))
            .AddSingleton<ISpoolDisk, SpoolDisk>()
            .AddSingleton<SpoolWriter>()
            .AddSingleton<SpoolBacklog>()
            .AddSingleton<EdgeTelemetry>()
            .AddSingleton<TurnLedger>()
            .AddHostedService<SpoolForwarder>();
    }

    private static void AddAnswers(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<UsageOptions>(UsageOptions.Section);
        builder.Services
            .AddSingleton(NativeRoutes.Set)
            .AddSingleton<PooledLimits>()
            .AddSignposts()
            .AddDoctor()
            .AddProxying()
            .AddHostedService<QuotaFollower>()
            .AddSingleton<IEdgeHandler, ResponsesHandler>()
            .AddSingleton<IEdgeHandler, CompactHandler>();
    }
}
