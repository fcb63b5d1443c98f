using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Turns;
using CodexPooler.Edge.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Proxying;

/// <summary>Tries accounts until one answers, shows the answer, settles once.</summary>
internal sealed class ProxyRun(
    AccountChoice choice, ProxyAttempt attempts, TurnLedger ledger, IOptions<UpstreamOptions> options, TimeProvider time)
{
    // What accounting calls a client that left.
    private const int ClientClosed = 499;

    public async Task RunAsync(Turn turn, HttpContext context)
    {
        var timeline = new TurnTimeline(time, turn.StartedAt, turn.StartedTicks);
        timeline.Admitted();
        if (!ledger.Begin(turn, timeline.Moment))
        {
            await RefusalWriter.WriteAsync(context, ErrorCode.SpoolFull);
            return;
        }

        var end = new TurnEnd(TurnOutcome.Failed, 0, null);
        try
        {
            end = await AnswerAsync(turn, context, timeline);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            end = new(TurnOutcome.Interrupted, ClientClosed, "client_disconnected");
        }
        finally
        {
            ledger.Settle(turn, end, timeline);
        }
    }

    private async Task<TurnEnd> AnswerAsync(Turn turn, HttpContext context, TurnTimeline timeline)
    {
        UpstreamReply? last = null;
        ClientError? why = null;
        while (turn.Attempts.Count < options.Value.MaxAttempts)
        {
            var (lease, refusal, _) = await choice.NextAsync(turn, context.RequestAborted);
            why = refusal;
            if (lease is null) break;
            timeline.Selected();
            var attempt = new TurnAttempt(turn.Attempts.Count + 1, lease, time.GetUtcNow());
            turn.Attempts.Add(attempt);
            var (end, reply) = await attempts.RunAsync(turn, attempt, timeline, context);
            if (end is { } answered) return answered;
            last = reply ?? last;
        }

        if (last is { IsHtml: false } && why is not { ResetsAt: not null })
        {
            await ShowAsync(last, context);
            return new(TurnOutcome.Failed, last.Status, last.Error()?.Signal);
        }

        var error = why ?? new ClientError(ErrorCode.UpstreamFailed);
        await RefusalWriter.WriteAsync(context, error);
        return new(turn.Attempts.Count == 0 ? TurnOutcome.Refused : TurnOutcome.Failed, error.Status, error.Code);
    }

    private static async Task ShowAsync(UpstreamReply reply, HttpContext context)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }
}
