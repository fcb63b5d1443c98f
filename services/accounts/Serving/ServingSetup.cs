using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Accounts.Serving;

internal static class ServingSetup
{
    public static void AddServing(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccountLookup>();
        builder.Services.AddSingleton<CredentialCache>();
        builder.Services.AddSingleton<AccountHealth>();
        builder.Services.AddSingleton<BackOff>();
        builder.Services.AddSingleton<RenewalBoard>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RenewalBoard>());
        builder.Services.AddSingleton<AbandonedRenewals>();
        builder.Services.AddSingleton<RefreshSweep>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RefreshSweep>());
    }
}
