using System.Reflection;
using CodexPooler.Data.Migrating;
using CodexPooler.ServiceDefaults.Settings;
using CodexPooler.ServiceDefaults.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Data;

public static class DataExtensions
{
    /// <summary>
    /// Gives <paramref name="service"/> its own database, as the keyed singleton <see cref="IDatabase"/> of that name. The
    /// migrations embedded in <paramref name="migrations"/> run before any hosted service starts.
    /// </summary>
    public static IHostApplicationBuilder AddCodexPoolerData(
        this IHostApplicationBuilder builder, string service, Assembly migrations)
    {
        var own = $"{DataOptions.Section}:{service}";
        builder.DeclareSettings<DataOptions>(DataOptions.Section);
        builder.DeclareSettings<DataOptions>(own);
        builder.AddStartupProblem<DatabaseUnavailableException>(fault => new(fault.Problem, fault.Setting, fault.Remedy));
        builder.Services.AddOptions<DataOptions>(service)
            .Bind(builder.Configuration.GetSection(DataOptions.Section))
            .Bind(builder.Configuration.GetSection(own))
            .ValidateOnStart();
        builder.Services.AddDatabase(service, migrations);
        return builder;
    }

    private static void AddDatabase(this IServiceCollection services, string service, Assembly migrations)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DataOptions>, DataOptionsRules>());
        services.AddKeyedSingleton(
            service,
            (provider, _) =>
            DatabaseFactory.Create(service, OptionsOf(provider, service), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHostedService>(provider => new DatabaseStartup(Migrator.For(
            service,
            provider.GetRequiredKeyedService<IDatabase>(service),
            OptionsOf(provider, service),
            migrations,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DatabaseStartup>>())));
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"database-{service}",
            provider => new DatabaseHealthCheck(provider.GetRequiredKeyedService<IDatabase>(service)),
            HealthStatus.Unhealthy,
            ["ready"]));
    }

    private static DataOptions OptionsOf(IServiceProvider provider, string service) =>
        provider.GetRequiredService<IOptionsMonitor<DataOptions>>().Get(service);
}
