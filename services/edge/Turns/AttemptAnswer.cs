using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Upstream;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Turns;

/// <summary>Brings an upstream's good answer to the client, and tells how that ended.</summary>
internal sealed class AttemptAnswer(
    StreamWatch watch, AnswerHeaders headers, IOptions<UpstreamOptions> options, TimeProvider time)
{
    private readonly UpstreamOptions _options = options.Value;

    public ValueTask<AttemptEnd> ServeAsync(
        Turn turn, TurnAttempt attempt, UpstreamAnswer response, ClientStream client, TurnTimeline timeline)
    {
        attempt.Seen.NoteTurnState(response.Value(UpstreamHeaders.TurnState));
        // Clients do not look at the content type of a stream either: only a page is certainly not one.
        if (turn.Route.Transport != Transport.Sse || response.MediaType is "text/html" or "application/json")
            return ReplyAsync(turn, attempt, response, client, timeline);
        var opening = new AnswerOpening(headers, turn, attempt, response, client, timeline);
        return RelayAsync(turn, attempt, client, new(attempt.Seen, client, opening, Limits(turn), time), response.Body);
    }

    // It waits for minutes: what it is given is kept for as long.
    private async ValueTask<AttemptEnd> RelayAsync(
        Turn turn, TurnAttempt attempt, ClientStream client, SseRelay relay, Stream upstream)
    {
        watch.Add(relay);
        try
        {
            RelayEnd end;
            try
            {
                end = await relay.RunAsync(upstream);
            }
            catch (Exception cause) when (SseRelay.IsEnd(cause))
            {
                end = relay.EndOf(cause);
            }

            attempt.Fault = Fault(turn, attempt, end, relay.Held.Length > 0, client);
            attempt.Outcome = Outcome(end, attempt);
            if (client.Visible && end is RelayEnd.Ended or RelayEnd.Cut or RelayEnd.Silent or RelayEnd.TooLong)
                await client.FailAsync(new(ErrorCode.StreamCut), relay.InsideEvent);
            var told = client.Visible || end == RelayEnd.ClientGone ? end : RelayEnd.NotCommitted;
            return new(told) { Held = relay.Held.ToArray() };
        }
        finally
        {
            watch.Remove(relay);
            relay.Dispose();
        }
    }

    private RelayLimits Limits(Turn turn) => new()
    {
        FirstEvent = _options.FirstEventTimeout,
        Idle = _options.IdleTimeout,
        Hold = _options.HoldBack,
        KeepAlive = _options.KeepAliveAfter,
        Total = _options.TurnTimeout - time.GetElapsedTime(turn.StartedTicks),
    };

    private async ValueTask<AttemptEnd> ReplyAsync(
        Turn turn, TurnAttempt attempt, UpstreamAnswer response, ClientStream client, TurnTimeline timeline)
    {
        var reply = await ReplyReader.ReadAsync(response, _options.MaxReplyBytes, client.Gone);
        if (reply.State != ReplyState.Whole)
        {
            attempt.Fault = reply.State == ReplyState.TooLarge ? FaultSignals.TooLarge() : FaultSignals.Transport(visible: false);
            return AttemptEnd.NotServed();
        }

        if (turn.Route.Transport == Transport.Sse || reply.IsHtml)
        {
            attempt.Fault = FaultSignals.Of(response, reply.Error(), reply.IsHtml, time.GetUtcNow());
            return AttemptEnd.NotServed(reply);
        }

        attempt.Seen.ReadWhole(reply.Body.Span);
        timeline.FirstByte();
        attempt.Outcome = AttemptOutcome.Served;
        return new(RelayEnd.Terminal) { Reply = reply };
    }

    private FaultSignal? Fault(Turn turn, TurnAttempt attempt, RelayEnd end, bool began, ClientStream client) => end switch
    {
        RelayEnd.Terminal or RelayEnd.NotCommitted when attempt.Seen.Error is not null =>
            FaultSignals.Of(attempt.Seen, client.Visible, time.GetUtcNow()),
        RelayEnd.Terminal => null,
        RelayEnd.NotCommitted when turn.Facts.IsCompaction && attempt.Seen.Terminal is not null =>
            FaultSignals.Compaction(client.Visible),
        // It ended in order, only too early.
        RelayEnd.NotCommitted or RelayEnd.Ended => FaultSignals.Of(attempt.Seen, client.Visible, time.GetUtcNow()),
        RelayEnd.ClientGone => FaultSignals.ClientGone(client.Visible),
        RelayEnd.Silent =>
        FaultSignals.Timeout(began || client.Visible ? TimeoutStage.Idle : TimeoutStage.FirstEvent, client.Visible),
        RelayEnd.TooLong => FaultSignals.Timeout(TimeoutStage.Total, client.Visible),
        _ => FaultSignals.Transport(client.Visible),
    };

    private static AttemptOutcome Outcome(RelayEnd end, TurnAttempt attempt) => end switch
    {
        RelayEnd.Terminal when attempt.Seen.Terminal is StreamEvent.Completed or StreamEvent.Incomplete => AttemptOutcome.Served,
        RelayEnd.Terminal => AttemptOutcome.Failed,
        RelayEnd.NotCommitted => AttemptOutcome.MovedOn,
        _ => AttemptOutcome.Interrupted,
    };
}
