using System.Threading.Channels;
using CodexPooler.Contracts.Ledger.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>The ledger as a router sees it: whatever the test sends.</summary>
internal sealed class LedgerFeed : Ledger.LedgerBase
{
    private readonly Channel<KeyUsageUpdate> _updates = Channel.CreateUnbounded<KeyUsageUpdate>();

    private readonly Channel<ListBudgetsReply> _budgets = Channel.CreateUnbounded<ListBudgetsReply>();

    public void Send(params Budget[] budgets) => _budgets.Writer.TryWrite(new ListBudgetsReply { Budgets = { budgets } });

    public void Send(KeyUsage usage, bool caughtUp) =>
        _updates.Writer.TryWrite(new KeyUsageUpdate { Usage = { usage }, CaughtUp = caughtUp });

    public override async Task WatchKeyUsage(
        WatchKeyUsageRequest request, IServerStreamWriter<KeyUsageUpdate> responseStream, ServerCallContext context)
    {
        await foreach (var update in _updates.Reader.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(update, context.CancellationToken);
    }

    public override async Task WatchBudgets(
        WatchBudgetsRequest request, IServerStreamWriter<ListBudgetsReply> responseStream, ServerCallContext context)
    {
        await foreach (var update in _budgets.Reader.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(update, context.CancellationToken);
    }
}
