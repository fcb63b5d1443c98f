using CodexPooler.Contracts.Routing.V1;
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
    private static readonly TurnEnd Unfinished = new(EventOutcome.Failed, 0, null);
    private readonly UpstreamOptions _options = options.Value;

    public Task RunAsync(Turn turn, ITurnClient client)
    {
        var timeline = new TurnTimeline(time, turn.StartedAt, turn.StartedTicks);
        timeline.Admitted();
        if (ledger.Begin(turn, timeline.Moment)) return ServeAsync(turn, client, timeline);
        turn.ForgetRequest();
        return client.TurnAwayAsync(new(ErrorCode.SpoolFull));
    }

    // All of it in one method: each one more that waits for the upstream costs every turn memory and a wake-up.
    private async Task ServeAsync(Turn turn, ITurnClient client, TurnTimeline timeline)
    {
        var end = Unfinished;
        AttemptEnd? last = null;
        try
        {
            while (MayTry(turn, timeline))
            {
                var (lease, refusal, why) = await choice.NextAsync(turn, client.Gone);
                if (lease is null)
                {
                    end = await client.RefuseAsync(turn, refusal!, why, last);
                    return;
                }

                timeline.Selected();
                var attempt = Begin(turn, lease, timeline.Moment);
                try
                {
                    last = await client.TryAsync(turn, attempt, timeline);
                }
                finally
                {
                    var closing = leases.CloseAsync(LeaseClosing.Of(turn, attempt, timeline.Moment));
                    // The router may be far away; what the client waits for goes first.
                    if (!closing.IsCompleted) await client.PushAsync();
                    await closing;
                }

                if (last.IsFinal)
                {
                    end = await client.FinishAsync(turn, attempt, last);
                    return;
                }

                Log.MovedOn(logger, turn.Id, lease.AccountId, attempt.Fault is null ? "none" : FaultSignals.Name(attempt.Fault));
            }

            end = await client.RefuseAsync(turn, new(ErrorCode.UpstreamFailed), null, last);
        }
        catch (OperationCanceledException) when (client.Gone.IsCancellationRequested)
        {
            end = client.Left;
        }
        finally
        {
            turn.ForgetRequest();
            ledger.Settle(turn, end, timeline);
        }
    }

    private bool MayTry(Turn turn, TurnTimeline timeline) =>
        turn.Attempts.Count < _options.MaxAttempts && timeline.Elapsed < _options.AttemptsTimeout;

    private TurnAttempt Begin(Turn turn, Lease lease, DateTimeOffset now)
    {
        var attempt = new TurnAttempt(turn.Attempts.Count + 1, lease, now)
        {
            Seen = new() { IsCompaction = turn.Facts.IsCompaction },
        };
        turn.Attempts.Add(attempt);
        leases.Hold(lease);
        return attempt;
    }
}
