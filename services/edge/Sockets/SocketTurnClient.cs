using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Turns;
using CodexPooler.Edge.Upstream;
using TurnOutcome = CodexPooler.Contracts.Events.TurnOutcome;

namespace CodexPooler.Edge.Sockets;

/// <summary>A client that asked over its socket. What continues an earlier response is served where that response lives, or not at all.</summary>
internal sealed class SocketTurnClient(
    ClientSocket client, UpstreamSlot upstream, CredentialSource credentials, StreamWatch watch, MessageEdits edits,
    UpstreamOptions limits, TimeProvider time) : ITurnClient
{
    private readonly SocketErrors _errors = new(client);
    private SocketRelay? _relay;

    public CancellationToken Gone => client.Gone;

    public TurnEnd Left => Leaves == CloseReason.KeyRefused
        ? new(TurnOutcome.Interrupted, ErrorCode.ApiKeyRevoked.Status, ErrorCode.ApiKeyRevoked.Code)
        : new(TurnOutcome.Interrupted, 499, "client_disconnected");

    /// <summary>Why the socket cannot go on after this turn.</summary>
    public CloseReason? Leaves { get; set; }

    public SocketTurnResult Result { get; private set; } = SocketTurnResult.Interrupted;

    /// <summary>The upstream answers no ping.</summary>
    public void OnNoPong() => _relay?.OnNoPong();

    public async Task<AttemptEnd> TryAsync(Turn turn, TurnAttempt attempt, TurnTimeline timeline)
    {
        var began = time.GetTimestamp();
        try
        {
            var end = await ServeAsync(turn, attempt, timeline);
            await TidyAsync(attempt, end);
            return end;
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            attempt.Outcome = AttemptOutcome.Interrupted;
            attempt.Fault = FaultSignals.ClientGone(_relay?.Visible ?? false);
            await upstream.DropAsync();
            return new(RelayEnd.ClientGone);
        }
        finally
        {
            attempt.Duration = time.GetElapsedTime(began);
        }
    }

    public async Task<TurnEnd> FinishAsync(Turn turn, TurnAttempt attempt, AttemptEnd end)
    {
        if (Leaves == CloseReason.ResendInFull) return await ResendAsync();
        switch (end.End)
        {
            case RelayEnd.Terminal when attempt.Outcome == AttemptOutcome.Served:
                Result = SocketTurnResult.Served;
                return new(TurnOutcome.Succeeded, 200, null);
            case RelayEnd.Terminal:
                Result = SocketTurnResult.Failed;
                return new(TurnOutcome.Failed, 200, attempt.Seen.Error?.Signal ?? "response_failed");
            case RelayEnd.ClientGone:
                return Left;
            default:
                // The honest end; the client sends everything again by itself, on a new connection.
                await client.SendAsync(ErrorEnvelope.FailedEvent(new(ErrorCode.StreamCut)));
                Leaves ??= CloseReason.TurnCut;
                return new(TurnOutcome.Interrupted, 200, end.End == RelayEnd.Silent ? "stream_idle_timeout" : ErrorCode.StreamCut.Code);
        }
    }

    public async Task<TurnEnd> RefuseAsync(Turn turn, ClientError refusal, Refusal? why, AttemptEnd? last)
    {
        var outcome = turn.Attempts.Count == 0 ? TurnOutcome.Refused : TurnOutcome.Failed;
        var attempt = turn.Attempts.Count > 0 ? turn.Attempts[^1] : null;
        var bound = turn.Facts.PreviousResponseId.Length > 0;
        if (bound && (refusal.ResendInFull || attempt?.Seen.Error?.Signal == ErrorCode.ResponseUnknown.Code)) return await ResendAsync();
        Result = attempt is null ? SocketTurnResult.Refused : SocketTurnResult.Failed;
        var told = await _errors.TellAsync(refusal, why, attempt, last, _relay);
        return new(outcome, told.Status, told.Code);
    }

    public Task TurnAwayAsync(ClientError refusal)
    {
        Result = SocketTurnResult.Refused;
        return client.RefuseAsync(refusal);
    }

    private async Task<TurnEnd> ResendAsync()
    {
        Result = SocketTurnResult.ResendInFull;
        Leaves = CloseReason.ResendInFull;
        await client.RefuseAsync(new(ErrorCode.ResendInFull));
        return new(TurnOutcome.Refused, ErrorCode.ResendInFull.Status, ErrorCode.ResendInFull.Code);
    }

    private async Task<AttemptEnd> ServeAsync(Turn turn, TurnAttempt attempt, TurnTimeline timeline)
    {
        if (turn.Facts.PreviousResponseId is { Length: > 0 } earlier && !(upstream.IsWith(attempt.Lease.AccountId) && upstream.Holds(earlier)))
        {
            // Nobody is to blame, and nothing was asked of the account.
            (attempt.Outcome, Leaves) = (AttemptOutcome.Interrupted, CloseReason.ResendInFull);
            return new(RelayEnd.Cut);
        }

        var (socket, failure) = await upstream.TakeAsync(turn, attempt, Gone);
        if (socket is null)
        {
            (attempt.Fault, attempt.Outcome) = (failure!.Fault, AttemptOutcome.MovedOn);
            return AttemptEnd.NotServed(failure.Reply);
        }

        timeline.UpstreamHeaders();
        attempt.Status = 101;
        var end = await RelayAsync(socket, turn, attempt, timeline);
        attempt.Fault = FaultOf(attempt, end);
        attempt.Outcome = OutcomeOf(attempt, end);
        return new(_relay!.Visible || end == RelayEnd.ClientGone ? end : RelayEnd.NotCommitted);
    }

    private async Task<RelayEnd> RelayAsync(UpstreamSocket socket, Turn turn, TurnAttempt attempt, TurnTimeline timeline)
    {
        var relay = _relay = new SocketRelay(attempt, client, timeline, edits, limits, time);
        socket.Attach(relay);
        watch.Add(relay);
        try
        {
            await socket.Link.SendAsync(turn.Body.Sent, Gone);
            return await relay.Ended.WaitAsync(Gone);
        }
        catch (Exception cause) when (Framing.SocketLink.IsLoss(cause) && !Gone.IsCancellationRequested)
        {
            // A close that came before the break says more than the break.
            relay.OnUpstreamEnd(await socket.LostAsync());
            return await relay.Ended;
        }
        finally
        {
            watch.Remove(relay);
            socket.Detach();
        }
    }

    // What may still send is not used again: its late messages would be taken for the next turn's.
    private async Task TidyAsync(TurnAttempt attempt, AttemptEnd end)
    {
        if (upstream.Current is not { } socket) return;
        var answered = attempt.Seen.Terminal;
        if (answered is StreamEvent.Completed or StreamEvent.Incomplete && end.End == RelayEnd.Terminal)
        {
            if (attempt.Seen.ResponseId is { } id) socket.Keep(id);
            return;
        }

        var unauthorized = attempt.Fault is { Status: 401 };
        if (unauthorized) await credentials.RenewAsync(socket.Credential, Gone);
        var orderly = answered is not null && !unauthorized && attempt.Seen.Error?.Signal != ErrorCode.ResendInFull.Code;
        if (!orderly && Leaves != CloseReason.ResendInFull) await upstream.DropAsync();
    }

    private FaultSignal? FaultOf(TurnAttempt attempt, RelayEnd end) => end switch
    {
        RelayEnd.Terminal or RelayEnd.NotCommitted when attempt.Seen.Error is not null =>
            FaultSignals.Of(attempt.Seen, _relay!.Visible, time.GetUtcNow()),
        RelayEnd.Terminal => null,
        RelayEnd.ClientGone => FaultSignals.ClientGone(_relay!.Visible),
        RelayEnd.Silent => FaultSignals.Timeout(_relay!.Stage, _relay.Visible),
        _ => FaultSignals.Closed(_relay!.UpstreamEnd.Code, _relay.Visible),
    };

    private static AttemptOutcome OutcomeOf(TurnAttempt attempt, RelayEnd end) => end switch
    {
        RelayEnd.Terminal when attempt.Seen.Terminal is StreamEvent.Completed or StreamEvent.Incomplete => AttemptOutcome.Served,
        RelayEnd.Terminal => AttemptOutcome.Failed,
        RelayEnd.NotCommitted => AttemptOutcome.MovedOn,
        _ => AttemptOutcome.Interrupted,
    };
}
