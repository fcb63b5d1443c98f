using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Upstream;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using EventOutcome = CodexPooler.Contracts.Events.TurnOutcome;

namespace CodexPooler.Edge.Turns;

/// <summary>
/// Choose, try, and until something visible has gone out, choose again. Whatever ends the turn, it is settled once.
/// </summary>
internal sealed class AttemptLoop(
    AccountChoice choice, LeaseDesk leases, TurnLedger ledger, IOptions<UpstreamOptions> options, TimeProvider time,
    ILogger<AttemptLoop> logger)
{
    public async Task RunAsync(Turn turn, ITurnClient client)
    {
        var timeline = new TurnTimeline(time, turn.StartedTicks);
        timeline.Admitted();
        if (!ledger.Begin(turn))
        {
            await client.TurnAwayAsync(new(ErrorCode.SpoolFull));
            return;
        }

        var end = new TurnEnd(EventOutcome.Failed, 0, null);
        try
        {
            end = await ServeAsync(turn, client, timeline);
        }
        catch (OperationCanceledException) when (client.Gone.IsCancellationRequested)
        {
            end = client.Left;
        }
        finally
        {
            ledger.Settle(turn, end, timeline.End());
        }
    }

    private async Task<TurnEnd> ServeAsync(Turn turn, ITurnClient client, TurnTimeline timeline)
    {
        AttemptEnd? last = null;
        while (turn.Attempts.Count < options.Value.MaxAttempts
            && time.GetElapsedTime(turn.StartedTicks) < options.Value.AttemptsTimeout)
        {
            var (lease, refusal, why) = await choice.NextAsync(turn, client.Gone);
            if (lease is null) return await client.RefuseAsync(turn, refusal!, why, last);

            timeline.Selected();
            var attempt = new TurnAttempt(turn.Attempts.Count + 1, lease, time.GetUtcNow())
            {
                Seen = new() { IsCompaction = turn.Facts.IsCompaction },
            };
            turn.Attempts.Add(attempt);
            leases.Hold(lease);
            try
            {
                last = await client.TryAsync(turn, attempt, timeline);
            }
            finally
            {
                var closing = leases.CloseAsync(LeaseClosing.Of(turn, attempt, time.GetUtcNow()));
                // The router may be far away; what the client waits for goes first.
                if (!closing.IsCompleted) await client.PushAsync();
                await closing;
            }

            if (last.IsFinal) return await client.FinishAsync(turn, attempt, last);
            Log.MovedOn(logger, turn.Id, lease.AccountId, attempt.Fault is null ? "none" : FaultSignals.Name(attempt.Fault));
        }

        return await client.RefuseAsync(turn, new(ErrorCode.UpstreamFailed), null, last);
    }
}
