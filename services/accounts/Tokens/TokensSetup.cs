using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.ServiceDefaults.Settings;
using Dapr.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Tokens;

internal static class TokensSetup
{
    public static void AddTokens(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<VaultOptions>("Accounts:Vault");
        builder.AddSettings<RefreshOptions>("Accounts:Refresh");
        services.AddDaprClient();
        services.AddSingleton<IKeyRingSource>(provider => Options(provider) is { Keys: KeyStore.Dapr } options
            ? new DaprKeyRing(provider.GetRequiredService<DaprClient>(), options.KeySecretStore, options.KeySecret)
            : new KeyFile(Options(provider).KeyPath));
        services.AddSingleton(provider => VaultFactory.Open(
            Options(provider), provider.GetRequiredService<DaprClient>, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SpillJournal(Options(provider).SpillFolder));
        services.AddSingleton<KeyRingHolder>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRingHolder>());
        services.AddHostedService<KeyRingRefresher>();
        services.AddSingleton<TokenSealer>();
        services.AddSingleton<Reseal>();
        services.AddSingleton<RefreshAttempt>();
        services.AddSingleton<StaleClaims>();
        services.AddSingleton<RenewalsUnderWay>();
        services.AddSingleton<RefreshCoordinator>();
    }

    private static VaultOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<VaultOptions>>().Value;
}
