using CodexPooler.Contracts.Events;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Intake;

/// <summary>
/// Passes on what turns said about the accounts' limits, newest reading of each window only. Evidence, so nothing waits for it: a
/// reading that is lost is followed by the next turn's.
/// </summary>
internal sealed class QuotaEcho(IBus bus, ILogger<QuotaEcho> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task PublishAsync(IReadOnlyList<TurnSettled> turns, CancellationToken cancellationToken)
    {
        var newest = turns.SelectMany(turn => turn.Quota)
            .OrderByDescending(quota => (quota.CredentialGeneration, quota.ObservedAt))
            .DistinctBy(quota => (quota.AccountId, quota.Limit, quota.WindowMinutes))
            .ToList();
        if (newest.Count == 0) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await bus.PublishBatch(newest, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.EchoDropped(logger, newest.Count);
        }
    }
}
