using CodexPooler.Accounting.Access;
using CodexPooler.Accounting.Alerts;
using CodexPooler.Accounting.Budgets;
using CodexPooler.Accounting.Exports;
using CodexPooler.Accounting.Intake;
using CodexPooler.Accounting.Pricing;
using CodexPooler.Accounting.Quotas;
using CodexPooler.Accounting.Retention;
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
    LedgerAccess access,
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
    BudgetFeed budgetFeed,
    AlertDesk alerts,
    ParkedMessages parked,
    TimeProvider time) : Contracts.Ledger.V1.Ledger.LedgerBase
{
    public override async Task<ListTurnsReply> ListTurns(ListTurnsRequest request, ServerCallContext context)
    {
        (await access.IdentifyAsync(context)).Narrow(request.AllowedPoolIds);
        return await log.ListAsync(request, context.CancellationToken);
    }

    public override async Task<TurnDetail> GetTurn(GetTurnRequest request, ServerCallContext context)
    {
        var caller = await access.IdentifyAsync(context);
        var detail = await details.GetAsync(request.TurnId, context.CancellationToken);
        return caller.Sees(detail.Turn.PoolId) ? detail : throw TurnDetails.NotFound(request.TurnId);
    }

    public override async Task<SummarizeReply> Summarize(SummarizeRequest request, ServerCallContext context)
    {
        (await access.IdentifyAsync(context)).Narrow(request.AllowedPoolIds);
        return await summaries.SummarizeAsync(request, context.CancellationToken);
    }

    public override async Task<SeriesReply> GetSeries(SeriesRequest request, ServerCallContext context)
    {
        (await access.IdentifyAsync(context)).Narrow(request.AllowedPoolIds);
        return await summaries.SeriesAsync(request, context.CancellationToken);
    }

    public override async Task<QuotaSeriesReply> GetQuotaSeries(QuotaSeriesRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        var (from, to) = RequestChecks.RequiredMilliseconds(request.Window);
        var points = await QuotaPoints.ReadAsync(database, from, to, request.AccountIds, context.CancellationToken);
        var reply = new QuotaSeriesReply();
        reply.Points.AddRange(points.Select(point => point.ToMessage()));
        return reply;
    }

    public override async Task<Contracts.Ledger.V1.PriceBook> GetPriceBook(
        GetPriceBookRequest request, ServerCallContext context)
    {
        await access.IdentifyAsync(context);
        return (await books.LoadAsync(context.CancellationToken)).ToMessage();
    }

    public override async Task<Contracts.Ledger.V1.PriceBook> ImportPriceBook(
        ImportPriceBookRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        try
        {
            return (await books.ImportAsync(request.Json, context.CancellationToken)).ToMessage();
        }
        catch (PriceBookFormatException unusable)
        {
            throw RequestChecks.Invalid(unusable.Message);
        }
    }

    public override async Task<RepriceReply> Reprice(RepriceRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        var (from, to) = RequestChecks.RequiredMilliseconds(request.Window);
        return await repricer.RepriceAsync(from, to, request.Model, context.CancellationToken);
    }

    public override async Task<VerifyReply> Verify(VerifyRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        var (from, to) = RequestChecks.RequiredMilliseconds(request.Window);
        var found = await check.CompareAsync(from, to, context.CancellationToken);
        var reply = new VerifyReply
        {
            Equal = found.Differences.Count == 0,
            Days = new Window { From = found.DaysFrom.ToTimestamp(), To = found.To.ToTimestamp() },
            Hours = new Window { From = found.HoursFrom.ToTimestamp(), To = found.To.ToTimestamp() },
        };
        reply.Differences.AddRange(found.Differences);
        return reply;
    }

    public override async Task<RebuildReply> Rebuild(RebuildRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        var (from, to) = RequestChecks.RequiredMilliseconds(request.Window);
        try
        {
            return new RebuildReply { Turns = await rebuild.RebuildAsync(from, to, context.CancellationToken) };
        }
        catch (RetentionOverException gone)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, gone.Message));
        }
    }

    public override async Task<ListExportsReply> ListExports(ListExportsRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        var reply = new ListExportsReply();
        var rows = await exportStore.ListAsync("WHERE delivered_at IS NOT NULL", context.CancellationToken);
        reply.Exports.AddRange(rows.Select(row => row.ToMessage()));
        return reply;
    }

    public override async Task<Export> CreateExport(CreateExportRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        var (start, end) = RequestChecks.Required(request.Period);
        if (BillingPeriods.Problem(start, end, time.GetUtcNow()) is { } problem) throw RequestChecks.Invalid(problem);
        return (await exports.ExportAsync(start, end, context.CancellationToken)).ToMessage();
    }

    public override async Task WatchKeyUsage(
        WatchKeyUsageRequest request, IServerStreamWriter<KeyUsageUpdate> responseStream, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        await usage.RunAsync(
            request, update => responseStream.WriteAsync(update, context.CancellationToken), context.CancellationToken);
    }

    public override async Task<ListParkedReply> ListParked(ListParkedRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        return await parked.ListAsync(context.CancellationToken);
    }

    public override async Task<ReplayParkedReply> ReplayParked(ReplayParkedRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        return new() { Replayed = await parked.ReplayAsync(request.MessageIds, context.CancellationToken) };
    }

    public override async Task<ListBudgetsReply> ListBudgets(ListBudgetsRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        return await budgets.ListAsync(request, context.CancellationToken);
    }

    public override async Task WatchBudgets(
        WatchBudgetsRequest request, IServerStreamWriter<ListBudgetsReply> responseStream, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        await budgetFeed.RunAsync(
            reply => responseStream.WriteAsync(reply, context.CancellationToken), context.CancellationToken);
    }

    public override async Task<Budget> SaveBudget(Budget request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        return await budgets.SaveAsync(request, context.CancellationToken);
    }

    public override async Task<Removed> RemoveBudget(RemoveBudgetRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        return await budgets.RemoveAsync(request.Id, context.CancellationToken);
    }

    public override async Task<ListAlertRulesReply> ListAlertRules(ListAlertRulesRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        return await alerts.ListAsync(context.CancellationToken);
    }

    public override async Task<SavedAlertRule> SaveAlertRule(AlertRule request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        return await alerts.SaveAsync(request, context.CancellationToken);
    }

    public override async Task<Removed> RemoveAlertRule(RemoveAlertRuleRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context);
        return await alerts.RemoveAsync(request.Id, context.CancellationToken);
    }
}
