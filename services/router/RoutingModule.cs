using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Data;
using CodexPooler.Routing.Admin;
using CodexPooler.Routing.Admin.Access;
using CodexPooler.Routing.Admin.Explaining;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.Serving;
using CodexPooler.ServiceDefaults.Settings;
using Dapr.Client;
using Dapr.Peers;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CodexPooler.Routing;

/// <summary>The router service, composed the same way in its own process and in the standalone host.</summary>
public static class RoutingModule
{
    public const string Name = "router";

    /// <summary>Key of the call invoker that reaches the accounts service; the host registers it.</summary>
    public const string Accounts = "accounts";

    /// <summary>Key of the call invoker that reaches the accounting service; the host registers it.</summary>
    public const string Accounting = "accounting";

    // A sidecar that hangs must not keep the pins it has been given for longer than it takes to see that it hangs.
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(5);

    public static IHostApplicationBuilder AddRouting(this IHostApplicationBuilder builder)
    {
        var options = builder.ReadSettings<RoutingOptions>(RoutingOptions.Section);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddGrpc();
        services.AddSingleton<IFactOutbox>(provider => new OutboxFanOut(Outboxes(provider)));
        services.AddSingleton(provider => new RouterCore(
            options,
            // A name of its own for every start: counts of an earlier life must not be taken for this one's.
            $"{options.Replica}-{Guid.CreateVersion7():N}",
            provider.GetRequiredService<IFactOutbox>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<DecisionPublisher>()));
        services.AddSingleton<RouterMetrics>();
        services.AddSingleton<FactIntake>();
        services.AddSingleton<RouterService>();
        services.AddOperators();
        services.AddHealthChecks().AddCheck<DirectoryHealthCheck>("directory", tags: ["ready"]);
        services.AddFeeds();
        builder.AddPins(options.Pins);
        builder.AddDecisions(options.Decisions);
        builder.FindBroker(options.Replication);
        if (options.Replication.Broker is not null)
            services.AddReplication(options);
        return builder;
    }

    public static WebApplication MapRouting(this WebApplication app)
    {
        app.MapGrpcService<RouterService>();
        app.MapGrpcService<RouterAdminService>();
        return app;
    }

    private static IEnumerable<IFactOutbox> Outboxes(IServiceProvider provider)
    {
        if (provider.GetService<FactOutbox>() is { } facts)
            yield return facts;
        if (provider.GetService<PinWriter>() is { } pins)
            yield return pins;
    }

    private static void AddOperators(this IServiceCollection services)
    {
        services.AddSingleton<OperatorAccess>();
        services.AddSingleton<AuditNotes>();
        services.AddSingleton<LedgerDecisions>();
        services.AddSingleton<DecisionSearch>();
    }

    private static void AddFeeds(this IServiceCollection services)
    {
        services.AddSingleton<FeedPace>();
        services.TryAddSingleton<IDirectoryFeed, AccountsDirectoryFeed>();
        services.AddHostedService<DirectoryWatcher>();
        services.AddHostedService<QuotaWatcher>();
        services.AddHostedService<UsageWatcher>();
        services.AddHostedService<BudgetWatcher>();
    }

    private static void AddPins(this IHostApplicationBuilder builder, PinOptions options)
    {
        var services = builder.Services;
        var store = options.Store;
        if (store == PinStoreKind.Auto)
            store = builder.ReadSettings<SidecarOptions>(SidecarOptions.Section).IsUsed
                ? PinStoreKind.Dapr
                : PinStoreKind.Database;
        if (store == PinStoreKind.None)
            return;

        if (store == PinStoreKind.Dapr)
        {
            services.AddDaprClient(client => client.UseTimeout(StoreTimeout));
            services.AddSingleton<IPinStore>(provider => new DaprPinStore(
                provider.GetRequiredService<DaprClient>(), options, provider.GetRequiredService<TimeProvider>()));
        }
        else
        {
            builder.AddCodexPoolerData(Name, typeof(RoutingModule).Assembly);
            services.AddSingleton<IPinStore>(provider => new DatabasePinStore(
                provider.GetRequiredKeyedService<IDatabase>(Name), provider.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton<PinReader>();
        services.AddSingleton<PinWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<PinWriter>());
    }

    private static void AddDecisions(this IHostApplicationBuilder builder, DecisionOptions options)
    {
        if (options.Published == 0)
            return;
        builder.AddMessaging(routes => routes.Publishes<DecisionMade>(Queues.LedgerDecisions));
        builder.Services.AddSingleton<DecisionPublisher>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DecisionPublisher>());
    }

    // The replicas talk over the broker of the events unless they are given one of their own.
    private static void FindBroker(this IHostApplicationBuilder builder, ReplicationOptions options)
    {
        if (!options.Enabled || options.Broker is not null)
            return;
        var messaging = builder.ReadSettings<MessagingOptions>(MessagingOptions.Section);
        if (messaging.Transport == BusTransport.RabbitMq)
            (options.Broker, options.Username, options.Password) = (messaging.Broker, messaging.Username, messaging.Password);
    }

    private static void AddReplication(this IServiceCollection services, RoutingOptions options)
    {
        services.AddSingleton(provider => new FactOutbox(options.Leases, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Replicator(
            provider.GetRequiredService<RouterCore>(),
            provider.GetRequiredService<FactOutbox>(),
            options.Replication,
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ReplicationService>();
    }
}
