using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.ServiceDefaults.Settings;
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
        services.AddSingleton<IKeyRingSource>(provider => new KeyFile(Options(provider).KeyPath));
        services.AddSingleton<ITokenVault>(provider =>
            new FileTokenVault(Options(provider).TokenFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SpillJournal(Options(provider).SpillFolder));
        services.AddSingleton<KeyRingHolder>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRingHolder>());
        services.AddSingleton<TokenSealer>();
        services.AddSingleton<RefreshAttempt>();
        services.AddSingleton<StaleClaims>();
        services.AddSingleton<RefreshCoordinator>();
    }

    private static VaultOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<VaultOptions>>().Value;
}
