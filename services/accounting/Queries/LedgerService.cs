using CodexPooler.Accounting.Alerts;
using CodexPooler.Accounting.Budgets;
using CodexPooler.Accounting.Exports;
using CodexPooler.Accounting.Intake;
using CodexPooler.Accounting.Pricing;
using CodexPooler.Accounting.Quotas;
using CodexPooler.Accounting.Rollups;
using CodexPooler.Accounting.Usage;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Queries;

/// <summary>The service's calls, each handed to what answers it.</summary>
internal sealed class LedgerService(
    [FromKeyedServices(AccountingModule.Name)] IDatabase database,
    TurnLog log,
    TurnDetails details,
    Summaries summaries,
    PriceBooks books,
    Repricer repricer,
    RollupRebuild rebuild,
    RollupCheck check,
    ExportStore exportStore,
    BillingExports exports,
    KeyUsageFeed usage,
    BudgetDesk budgets,
    AlertDesk alerts,
    ParkedMessages parked,
    TimeProvider time) : Contracts.Ledger.V1.Ledger.LedgerBase
{
    public override Task<ListTurnsReply> ListTurns(ListTurnsRequest request, ServerCallContext context) =>
        log.ListAsync(request, context.CancellationToken);

    public override Task<TurnDetail> GetTurn(GetTurnRequest request, ServerCallContext context) =>
        details.GetAsync(request.TurnId, context.CancellationToken);

    public override Task<SummarizeReply> Summarize(SummarizeRequest request, ServerCallContext context) =>
        summaries.SummarizeAsync(request, context.CancellationToken);

    public override Task<SeriesReply> GetSeries(SeriesRequest request, ServerCallContext context) =>
        summaries.SeriesAsync(request, context.CancellationToken);

    public override async Task<QuotaSeriesReply> GetQuotaSeries(QuotaSeriesRequest request, ServerCallContext context)
    {
        var (from, to) = RequestChecks.RequiredMilliseconds(request.Window);
        var points = await QuotaPoints.ReadAsync(database, from, to, request.AccountIds, context.CancellationToken);
        var reply = new QuotaSeriesReply();
        reply.Points.AddRange(points.Select(point => new Contracts.Ledger.V1.QuotaPoint
        {
            AccountId = point.AccountId,
            Limit = point.LimitName,
            WindowMinutes = (int)point.WindowMinutes,
            ObservedAt = point.ObservedAt.ToTimestamp(),
            UsedPercent = point.UsedMillipercent / 1000.0,
            ResetsAt = point.ResetsAt?.ToTimestamp(),
        }));
        return reply;
    }

    public override async Task<Contracts.Ledger.V1.PriceBook> GetPriceBook(
        GetPriceBookRequest request, ServerCallContext context) =>
        ToMessage(await books.LoadAsync(context.CancellationToken));

    public override async Task<Contracts.Ledger.V1.PriceBook> ImportPriceBook(
        ImportPriceBookRequest request, ServerCallContext context)
    {
        try
        {
            return ToMessage(await books.ImportAsync(request.Json, context.CancellationToken));
        }
        catch (PriceBookFormatException unusable)
        {
            throw RequestChecks.Invalid(unusable.Message);
        }
    }

    public override Task<RepriceReply> Reprice(RepriceRequest request, ServerCallContext context)
    {
        var (from, to) = RequestChecks.RequiredMilliseconds(request.Window);
        return repricer.RepriceAsync(from, to, request.Model, context.CancellationToken);
    }

    public override async Task<VerifyReply> Verify(VerifyRequest request, ServerCallContext context)
    {
        var (from, to) = RequestChecks.RequiredMilliseconds(request.Window);
        var differences = await check.DifferencesAsync(from, to, context.CancellationToken);
        var reply = new VerifyReply { Equal = differences.Count == 0 };
        reply.Differences.AddRange(differences);
        return reply;
    }

    public override async Task<RebuildReply> Rebuild(RebuildRequest request, ServerCallContext context)
    {
        var (from, to) = RequestChecks.RequiredMilliseconds(request.Window);
        return new RebuildReply { Turns = await rebuild.RebuildAsync(from, to, context.CancellationToken) };
    }

    public override async Task<ListExportsReply> ListExports(ListExportsRequest request, ServerCallContext context)
    {
        var reply = new ListExportsReply();
        var rows = await exportStore.ListAsync("WHERE delivered_at IS NOT NULL", context.CancellationToken);
        reply.Exports.AddRange(rows.Select(row => row.ToMessage()));
        return reply;
    }

    public override async Task<Export> CreateExport(CreateExportRequest request, ServerCallContext context)
    {
        var (start, end) = RequestChecks.Required(request.Period);
        if (BillingPeriods.Problem(start, end, time.GetUtcNow()) is { } problem) throw RequestChecks.Invalid(problem);
        return (await exports.ExportAsync(start, end, context.CancellationToken)).ToMessage();
    }

    public override Task WatchKeyUsage(
        WatchKeyUsageRequest request, IServerStreamWriter<KeyUsageUpdate> responseStream, ServerCallContext context) =>
        usage.RunAsync(
            request, update => responseStream.WriteAsync(update, context.CancellationToken), context.CancellationToken);

    public override Task<ListParkedReply> ListParked(ListParkedRequest request, ServerCallContext context) =>
        parked.ListAsync(context.CancellationToken);

    public override async Task<ReplayParkedReply> ReplayParked(ReplayParkedRequest request, ServerCallContext context) =>
        new() { Replayed = await parked.ReplayAsync(request.MessageIds, context.CancellationToken) };

    public override Task<ListBudgetsReply> ListBudgets(ListBudgetsRequest request, ServerCallContext context) =>
        budgets.ListAsync(request, context.CancellationToken);

    public override Task<Budget> SaveBudget(Budget request, ServerCallContext context) =>
        budgets.SaveAsync(request, context.CancellationToken);

    public override Task<Removed> RemoveBudget(RemoveBudgetRequest request, ServerCallContext context) =>
        budgets.RemoveAsync(request.Id, context.CancellationToken);

    public override Task<ListAlertRulesReply> ListAlertRules(ListAlertRulesRequest request, ServerCallContext context) =>
        alerts.ListAsync(context.CancellationToken);

    public override Task<SavedAlertRule> SaveAlertRule(AlertRule request, ServerCallContext context) =>
        alerts.SaveAsync(request, context.CancellationToken);

    public override Task<Removed> RemoveAlertRule(RemoveAlertRuleRequest request, ServerCallContext context) =>
        alerts.RemoveAsync(request.Id, context.CancellationToken);

    private static Contracts.Ledger.V1.PriceBook ToMessage(StoredPriceBook stored) => new()
    {
        Version = stored.Version,
        Json = stored.Json,
        ActivatedAt = stored.ActivatedAt.ToTimestamp(),
    };
}
