using CodexPooler.Accounts.Access;
using CodexPooler.Accounts.Actors;
using CodexPooler.Accounts.Admin;
using CodexPooler.Accounts.Audit;
using CodexPooler.Accounts.Catalogue;
using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Issuer;
using CodexPooler.Accounts.Keys;
using CodexPooler.Accounts.Linking;
using CodexPooler.Accounts.Operators;
using CodexPooler.Accounts.Pools;
using CodexPooler.Accounts.Quota;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Upstream;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Data;
using CodexPooler.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CodexPooler.Accounts;

/// <summary>The accounts service, composed the same way in its own process and in the standalone host.</summary>
public static class AccountsModule
{
    public const string Name = "accounts";

    public static IHostApplicationBuilder AddAccounts(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddCodexPoolerData(Name, typeof(AccountsModule).Assembly);
        builder.AddGrpcServices();
        builder.AddDirectory();
        builder.AddIssuer();
        builder.AddTokens();
        builder.AddAudit();
        builder.AddServing();
        builder.AddLinking();
        builder.AddUpstream();
        builder.AddQuota();
        builder.AddCatalogue();
        builder.AddAccountActors();
        return builder;
    }

    public static WebApplication MapAccounts(this WebApplication app)
    {
        app.MapGrpcService<DirectoryService>();
        app.MapGrpcService<DirectoryAdminService>();
        app.MapGrpcService<CredentialsService>();
        app.MapGrpcService<CredentialAdminService>();
        app.MapLinking();
        app.MapGrpcService<QuotaService>();
        app.MapGrpcService<CatalogueService>();
        app.MapAccountActors();
        return app;
    }

    private static void AddGrpcServices(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StoreFaultInterceptor>();
        builder.Services.AddGrpc()
            .AddServiceOptions<DirectoryAdminService>(options => options.Interceptors.Add<StoreFaultInterceptor>())
            .AddServiceOptions<CredentialsService>(options => options.Interceptors.Add<StoreFaultInterceptor>())
            .AddServiceOptions<CredentialAdminService>(options => options.Interceptors.Add<StoreFaultInterceptor>())
            .AddServiceOptions<LinkingService>(options => options.Interceptors.Add<StoreFaultInterceptor>())
            .AddServiceOptions<QuotaService>(options => options.Interceptors.Add<StoreFaultInterceptor>())
            .AddServiceOptions<CatalogueService>(options => options.Interceptors.Add<StoreFaultInterceptor>());
    }

    private static void AddDirectory(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<AccessOptions>("Accounts:Access");
        services.AddSingleton<CallerAccess>();
        services.AddSingleton<AccountAccess>();
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton<DirectoryFeed>();
        services.AddSingleton(provider => new GroupCommit(
            provider.GetRequiredKeyedService<IDatabase>(Name),
            provider.GetRequiredService<ChangeSignal>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DirectoryStore(
            provider.GetRequiredKeyedService<IDatabase>(Name), provider.GetRequiredService<GroupCommit>()));
        services.AddSingleton<AuditRecorder>();
        services.AddSingleton<PoolAdmin>();
        services.AddSingleton<KeyAdmin>();
        services.AddSingleton<AccountAdmin>();
        services.AddSingleton<OperatorAdmin>();
        services.AddSingleton<TokenAdmin>();
        services.AddSingleton<SettingsAdmin>();
        services.AddHostedService<FeedRefresher>();
        services.AddHostedService<PauseClock>();
    }
}
