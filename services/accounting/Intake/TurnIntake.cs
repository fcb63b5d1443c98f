using CodexPooler.Accounting.Ledger;
using CodexPooler.Accounting.Retention;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Accounting.Intake;

/// <summary>
/// Takes settled turns from the queue. The batch is acknowledged after its transaction has committed; a crash in between brings
/// the batch again, and then every turn in it is recognised.
/// </summary>
internal sealed class TurnIntake(
    LedgerWriter ledger, AccountingMeter meter, QuotaEcho echo, TurnHorizon horizon, TimeProvider time)
    : IMessageHandler<TurnSettled>
{
    public async Task HandleAsync(IReadOnlyList<TurnSettled> messages, CancellationToken cancellationToken)
    {
        var (now, start) = (time.GetUtcNow(), horizon.Start);
        foreach (var message in messages)
        {
            if (TurnRules.Problem(message, now, start) is { } problem) throw new PoisonMessageException(problem);
        }

        var written = await ledger.WriteAsync(messages, cancellationToken);
        meter.Turns(written.Count, messages.Count - written.Count);
        await echo.PublishAsync(written, cancellationToken);
    }
}
