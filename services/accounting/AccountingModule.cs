using CodexPooler.Accounting.Access;
using CodexPooler.Accounting.Alerts;
using CodexPooler.Accounting.Budgets;
using CodexPooler.Accounting.Exports;
using CodexPooler.Accounting.Intake;
using CodexPooler.Accounting.Ledger;
using CodexPooler.Accounting.Mail;
using CodexPooler.Accounting.Pricing;
using CodexPooler.Accounting.Queries;
using CodexPooler.Accounting.Retention;
using CodexPooler.Accounting.Rollups;
using CodexPooler.Accounting.Usage;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Data;
using CodexPooler.ServiceDefaults.Settings;
using Dapr.Peers;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CodexPooler.Accounting;

/// <summary>The whole service, for its own process and for the one that holds all services.</summary>
public static class AccountingModule
{
    public const string Name = "accounting";

    public static IHostApplicationBuilder AddAccounting(this IHostApplicationBuilder builder)
    {
        builder.AddCodexPoolerData(Name, typeof(AccountingModule).Assembly);
        builder.AddMessaging(bus => bus
            .Consumes<TurnSettled, TurnIntake>(Queues.LedgerTurns, IntakeLimits.Turns)
            .Consumes<DecisionMade, DecisionIntake>(Queues.LedgerDecisions, IntakeLimits.Decisions));
        builder.AddPeers();
        builder.AddSettings<AccessOptions>(AccessOptions.Section);
        builder.Services.AddSingleton<LedgerAccess>();
        builder.AddSettings<PriceOptions>(PriceOptions.Section);
        builder.AddSettings<ExportOptions>(ExportOptions.Section);
        builder.Services.AddLedger();
        builder.Services.AddExports();
        builder.AddSettings<RetentionOptions>(RetentionOptions.Section);
        builder.AddSettings<MailOptions>(MailOptions.Section);
        builder.Services.AddBudgetsAndAlerts();
        builder.Services.AddGrpc();
        return builder;
    }

    public static WebApplication MapAccounting(this WebApplication app)
    {
        app.MapGrpcService<LedgerService>();
        return app;
    }

    private static void AddLedger(this IServiceCollection services)
    {
        services.AddHttpClient<PriceBookKeeper>(http =>
        {
            http.Timeout = TimeSpan.FromSeconds(10);
            http.MaxResponseContentBufferSize = 8 * 1024 * 1024;
        });
        services.AddSingleton<PriceBooks>();
        services.AddHostedService<PriceBookKeeper>();
        services.AddSingleton<Partitions>(provider => new(provider.GetRequiredKeyedService<IDatabase>(Name)));
        services.AddSingleton<LedgerWriter>();
        services.TryAddSingleton<AccountingMeter>();
        services.AddSingleton<QuotaEcho>();
        services.AddSingleton<ParkedMessages>();
        services.AddSingleton<RollupRebuild>();
        services.AddSingleton<RollupCheck>();
        services.AddSingleton<Repricer>();
        services.AddSingleton<TurnLog>();
        services.AddSingleton<TurnDetails>();
        services.AddSingleton<Summaries>();
    }

    private static void AddExports(this IServiceCollection services)
    {
        services.AddHttpClient<ExportAnnouncer>(http => http.Timeout = TimeSpan.FromSeconds(10));
        services.AddDaprClient();
        services.AddSingleton<ExportStore>();
        services.AddSingleton<ExportWriter>();
        services.AddSingleton<ExportDelivery>();
        services.AddSingleton<BillingExports>();
        services.AddHostedService<ExportClock>();
    }

    private static void AddBudgetsAndAlerts(this IServiceCollection services)
    {
        services.AddHttpClient<AlertPost>(http => http.Timeout = TimeSpan.FromSeconds(10));
        services.AddSingleton<KeyUsageReader>();
        services.AddSingleton<KeyUsageFeed>();
        services.AddSingleton<BudgetStore>();
        services.AddSingleton<BudgetStates>();
        services.AddSingleton<BudgetWatch>();
        services.AddSingleton<BudgetDesk>();
        services.AddSingleton<BudgetFeed>();
        services.AddSingleton<AlertStore>();
        services.AddSingleton<AlertWatch>();
        services.AddSingleton<AlertDesk>();
        services.AddSingleton<MailPassword>();
        services.AddSingleton<SmtpSender>();
        services.AddSingleton<AlertMail>();
        services.AddSingleton<AlertDelivery>();
        services.AddHostedService<AlertClock>();
        services.AddSingleton<TurnHorizon>();
        services.AddSingleton<RetentionSweep>();
        services.AddHostedService<RetentionClock>();
    }
}
