using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Accounts.Quota.Polling;
using CodexPooler.Accounts.Quota.SavedResets;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Data;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Quota;

internal static class QuotaSetup
{
    public static void AddQuota(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<QuotaBook>();
        services.AddSingleton(provider => new QuotaStore(provider.GetRequiredKeyedService<IDatabase>(AccountsModule.Name)));
        services.AddSingleton(provider => new RedeemJournal(provider.GetRequiredKeyedService<IDatabase>(AccountsModule.Name)));
        services.AddSingleton<QuotaJournal>();
        services.AddHostedService(provider => provider.GetRequiredService<QuotaJournal>());
        services.AddSingleton<UsageProbe>();
        services.AddSingleton<SavedResetDesk>();
        services.AddSingleton<SavedResetShelf>();
        services.AddSingleton<WeeklyWindow>();
        services.AddSingleton<AutomaticResets>();
        services.AddSingleton<ExpiringResets>();
        services.AddSingleton<RedeemRescue>();
        services.AddSingleton<UsagePoller>();
        services.AddHostedService(provider => provider.GetRequiredService<UsagePoller>());
        // Polls and reports are enough to run; the bus is listened to where there is one.
        if (builder.Configuration.GetSection(MessagingOptions.Section).Exists())
            builder.AddMessaging(bus => bus.Subscribes<QuotaObserved, QuotaIntake>());
    }
}
