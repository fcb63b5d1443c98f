using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Intake;

/// <summary>
/// Passes on what turns said about the accounts' limits, newest reading of each window only. Evidence, so nothing waits for it: a
/// reading that is lost is followed by the next turn's.
/// </summary>
internal sealed class QuotaEcho(IEventPublisher publisher, ILogger<QuotaEcho> logger)
{
    public async Task PublishAsync(IReadOnlyList<TurnSettled> turns, CancellationToken cancellationToken)
    {
        var newest = turns.SelectMany(turn => turn.Quota)
            .OrderByDescending(quota => (quota.CredentialGeneration, quota.ObservedAt))
            .DistinctBy(quota => (quota.AccountId, quota.Limit, quota.WindowMinutes))
            .ToList();
        if (newest.Count == 0) return;
        try
        {
            await publisher.PublishAsync(newest, cancellationToken);
        }
        catch (PublishUnconfirmedException)
        {
            Log.EchoDropped(logger, newest.Count);
        }
    }
}
