using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Relay;
using Microsoft.AspNetCore.Http;
using EventOutcome = CodexPooler.Contracts.Events.TurnOutcome;

namespace CodexPooler.Edge.Turns;

/// <summary>A client that asked over HTTP and gets a stream or one answer.</summary>
internal sealed class HttpTurnClient(HttpContext http, AttemptRunner attempts, AnswerHeaders headers) : ITurnClient
{
    private static readonly TurnEnd Disconnected = new(EventOutcome.Interrupted, 499, "client_disconnected");
    private static readonly TurnEnd Served = new(EventOutcome.Succeeded, 200, null);
    private readonly ClientStream _stream = new(http);

    public CancellationToken Gone => _stream.Gone;

    public TurnEnd Left => Disconnected;

    public Task<AttemptEnd> TryAsync(Turn turn, TurnAttempt attempt, TurnTimeline timeline) =>
        attempts.RunAsync(turn, attempt, _stream, timeline);

    public async ValueTask PushAsync()
    {
        try
        {
            if (_stream.Started) await _stream.FlushAsync(Gone);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
    }

    public async ValueTask<TurnEnd> FinishAsync(Turn turn, TurnAttempt attempt, AttemptEnd end)
    {
        if (end.Reply is { } reply)
        {
            headers.Write(turn, attempt, http.Response.Headers);
            await ClientAnswer.ReplyAsync(http, reply);
            reply.Lent?.Dispose();
        }

        return end.End switch
        {
            RelayEnd.Terminal when attempt.Outcome == AttemptOutcome.Served => Served,
            RelayEnd.Terminal => new(EventOutcome.Failed, 200, attempt.Seen.Error?.Signal ?? "response_failed"),
            RelayEnd.ClientGone => Left,
            RelayEnd.Silent => new(EventOutcome.Interrupted, 200, "stream_idle_timeout"),
            RelayEnd.TooLong => new(EventOutcome.Interrupted, 200, "turn_timeout"),
            _ => new(EventOutcome.Interrupted, 200, ErrorCode.StreamCut.Code),
        };
    }

    // The upstream's own words where nobody else could help; the router's otherwise.
    public async Task<TurnEnd> RefuseAsync(Turn turn, ClientError refusal, Refusal? why, AttemptEnd? last)
    {
        var outcome = turn.Attempts.Count == 0 ? EventOutcome.Refused : EventOutcome.Failed;
        if (!_stream.Started) headers.Write(turn, http.Response.Headers);
        if (why?.Code == RefusalCode.NotRetryable && last?.Reply is { IsHtml: false } reply && !_stream.Started)
        {
            await ClientAnswer.ReplyAsync(http, reply);
            return new(outcome, reply.Status, turn.Attempts[^1].Fault?.Code);
        }

        if (why?.Code == RefusalCode.NotRetryable && last is { Held.Length: > 0 })
        {
            _stream.Start(
                (headers, turn), static (answer, to) => answer.headers.Write(answer.turn, answer.turn.Attempts[^1], to));
            await _stream.WriteAsync(last.Held, default, flush: true, Gone);
            return new(outcome, 200, turn.Attempts[^1].Seen.Error?.Signal);
        }

        if (_stream.Started) await _stream.FailAsync(refusal, insideEvent: false);
        else await ClientAnswer.ErrorAsync(http, refusal);
        return new(outcome, refusal.Status, refusal.Code);
    }

    public Task TurnAwayAsync(ClientError refusal) => ClientAnswer.ErrorAsync(http, refusal);
}
