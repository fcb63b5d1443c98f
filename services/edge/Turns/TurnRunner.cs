using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using EventOutcome = CodexPooler.Contracts.Events.TurnOutcome;

namespace CodexPooler.Edge.Turns;

/// <summary>
/// The attempt loop: choose, try, and until something visible has gone out, choose again. Whatever ends the turn, it is settled once.
/// </summary>
internal sealed class TurnRunner(
    AccountChoice choice,
    AttemptRunner attempts,
    LeaseDesk leases,
    TurnLedger ledger,
    IOptions<UpstreamOptions> options,
    TimeProvider time,
    ILogger<TurnRunner> logger)
{
    public async Task RunAsync(HttpContext http, Turn turn)
    {
        var timeline = new TurnTimeline(time, turn.StartedTicks);
        timeline.Admitted();
        using var client = new ClientStream(http);
        if (!await ledger.BeginAsync(turn, client.Gone))
        {
            await ClientAnswer.ErrorAsync(http, new(ErrorCode.SpoolFull));
            return;
        }

        var end = new TurnEnd(EventOutcome.Failed, 0, null);
        try
        {
            end = await ServeAsync(http, turn, client, timeline);
        }
        catch (OperationCanceledException) when (client.Gone.IsCancellationRequested)
        {
            end = new(EventOutcome.Interrupted, 499, "client_disconnected");
        }
        finally
        {
            await ledger.SettleAsync(turn, end, timeline.End());
        }
    }

    private async Task<TurnEnd> ServeAsync(HttpContext http, Turn turn, ClientStream client, TurnTimeline timeline)
    {
        AttemptEnd? last = null;
        while (turn.Attempts.Count < options.Value.MaxAttempts && time.GetElapsedTime(turn.StartedTicks) < options.Value.TurnTimeout)
        {
            var (lease, refusal, why) = await choice.NextAsync(turn, client.Gone);
            if (lease is null) return await RefuseAsync(http, turn, client, refusal!, why, last);

            timeline.Selected();
            var attempt = new TurnAttempt(turn.Attempts.Count + 1, lease, time.GetUtcNow());
            turn.Attempts.Add(attempt);
            leases.Hold(lease);
            try
            {
                last = await attempts.RunAsync(turn, attempt, client, timeline);
            }
            finally
            {
                await leases.CloseAsync(LeaseClosing.Of(turn, attempt, time.GetUtcNow()));
            }

            if (last.IsFinal) return await FinishAsync(http, turn, attempt, last);
            Log.MovedOn(logger, turn.Id, lease.AccountId, attempt.Fault is null ? "none" : FaultSignals.Name(attempt.Fault));
        }

        return await RefuseAsync(http, turn, client, new(ErrorCode.UpstreamFailed), null, last);
    }

    private static async Task<TurnEnd> FinishAsync(HttpContext http, Turn turn, TurnAttempt attempt, AttemptEnd end)
    {
        if (end.Reply is { } reply) await ClientAnswer.ReplyAsync(http, reply);
        return end.End switch
        {
            RelayEnd.Terminal when attempt.Outcome == Contracts.Events.AttemptOutcome.Served => new(EventOutcome.Succeeded, 200, null),
            RelayEnd.Terminal => new(EventOutcome.Failed, 200, attempt.Seen.Error?.Signal ?? "response_failed"),
            RelayEnd.ClientGone => new(EventOutcome.Interrupted, 499, "client_disconnected"),
            RelayEnd.Silent => new(EventOutcome.Interrupted, 200, "stream_idle_timeout"),
            _ => new(EventOutcome.Interrupted, 200, ErrorCode.StreamCut.Code),
        };
    }

    // The upstream's own words where nobody else could help; the router's otherwise.
    private static async Task<TurnEnd> RefuseAsync(
        HttpContext http, Turn turn, ClientStream client, ClientError refusal, Refusal? why, AttemptEnd? last)
    {
        var outcome = turn.Attempts.Count == 0 ? EventOutcome.Refused : EventOutcome.Failed;
        if (why?.Code == RefusalCode.NotRetryable && last?.Reply is { IsHtml: false } reply && !client.Started)
        {
            await ClientAnswer.ReplyAsync(http, reply);
            return new(outcome, reply.Status, turn.Attempts[^1].Fault?.Code);
        }

        if (why?.Code == RefusalCode.NotRetryable && last is { Held.Length: > 0 })
        {
            client.Start(_ => { });
            await client.WriteAsync(last.Held, default, flush: true, client.Gone);
            return new(outcome, 200, turn.Attempts[^1].Seen.Error?.Signal);
        }

        if (client.Started) await client.FailAsync(refusal, insideEvent: false);
        else await ClientAnswer.ErrorAsync(http, refusal);
        return new(outcome, refusal.Status, refusal.Code);
    }
}
