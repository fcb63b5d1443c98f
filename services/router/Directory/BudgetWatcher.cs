using CodexPooler.Contracts.Ledger.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Directory;

/// <summary>Follows how the budgets stand. While accounting is away the last ones told hold, until their windows end.</summary>
internal sealed class BudgetWatcher(
    [FromKeyedServices(RoutingModule.Accounting)] CallInvoker accounting,
    RouterCore core,
    FeedPace pace,
    ILogger<BudgetWatcher> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => pace.KeepAsync(FollowAsync, OnLost, stoppingToken);

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var client = new Ledger.LedgerClient(accounting);
        using var call = client.WatchBudgets(new WatchBudgetsRequest(), cancellationToken: cancellationToken);
        while (await call.ResponseStream.MoveNext(cancellationToken))
            core.Budgets(call.ResponseStream.Current.Budgets);
    }

    private void OnLost(RpcException exception) => Log.BudgetsLost(logger, exception.Status.Detail);
}
