using System.Runtime.CompilerServices;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Turns;
using TurnOutcome = CodexPooler.Contracts.Events.TurnOutcome;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// A client that asked over its socket. What continues an earlier response is served where that response lives, or not at all.
/// </summary>
internal sealed class SocketTurnClient(ClientSocket client, UpstreamSlot upstream, SocketDesk desk, MessageEdits edits)
    : ITurnClient
{
    private SocketRelay? _relay;

    public CancellationToken Gone => client.Gone;

    public TurnEnd Left => Leaves == CloseReason.KeyRefused
        ? new(TurnOutcome.Interrupted, ErrorCode.ApiKeyRevoked.Status, ErrorCode.ApiKeyRevoked.Code)
        : new(TurnOutcome.Interrupted, 499, "client_disconnected");

    /// <summary>Why the socket cannot go on after this turn.</summary>
    public CloseReason? Leaves { get; set; }

    public SocketTurnResult Result { get; private set; } = SocketTurnResult.Interrupted;

    /// <summary>Called about once a second.</summary>
    public void Tick() => _relay?.Tick();

    /// <summary>The upstream answers no ping.</summary>
    public void OnNoPong() => _relay?.OnNoPong();

    public async Task<AttemptEnd> TryAsync(Turn turn, TurnAttempt attempt, TurnTimeline timeline)
    {
        var began = timeline.Elapsed;
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
            attempt.Duration = timeline.Tried() - began;
        }
    }

    public async ValueTask<TurnEnd> FinishAsync(Turn turn, TurnAttempt attempt, AttemptEnd end)
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
                return new(TurnOutcome.Interrupted, 200, CodeOf(end.End));
        }
    }

    public async Task<TurnEnd> RefuseAsync(Turn turn, ClientError refusal, Refusal? why, AttemptEnd? last)
    {
        var outcome = turn.Attempts.Count == 0 ? TurnOutcome.Refused : TurnOutcome.Failed;
        var attempt = turn.Attempts.Count > 0 ? turn.Attempts[^1] : null;
        var bound = turn.Facts.PreviousResponseId.Length > 0;
        if (bound && (refusal.ResendInFull || IsLost(attempt?.Seen.Error))) return await ResendAsync();
        if (MayBeServedOverHttp(turn, refusal, why))
        {
            // Clients take an upgrade refused with 426 for that; in a socket nothing says it.
            desk.Refused.SendToHttp(turn.Key.Key, turn.Headers);
            return await ResendAsync(CloseReason.UpgradeRefused);
        }

        Result = attempt is null ? SocketTurnResult.Refused : SocketTurnResult.Failed;
        var told = await new SocketErrors(client).TellAsync(refusal, why, attempt, last, _relay);
        return new(outcome, told.Status, told.Code);
    }

    public Task TurnAwayAsync(ClientError refusal)
    {
        Result = SocketTurnResult.Refused;
        return client.RefuseAsync(refusal);
    }

    // Whatever became of the others: an account that only takes no WebSockets is left.
    private static bool MayBeServedOverHttp(Turn turn, ClientError refusal, Refusal? why) =>
        why?.Code != RefusalCode.NotRetryable && refusal.Code != ErrorCode.RouterUnavailable.Code
        && turn.Attempts.Any(tried => tried.Fault?.Code == FaultSignals.UpgradeRefusedCode);

    private static bool IsLost(UpstreamError? error) =>
        error?.Signal == ErrorCode.ResponseUnknown.Code || error?.Signal == ErrorCode.ResendInFull.Code;

    private async Task<TurnEnd> ResendAsync(CloseReason reason = CloseReason.ResendInFull)
    {
        Result = SocketTurnResult.ResendInFull;
        Leaves = reason;
        await client.RefuseAsync(new(ErrorCode.ResendInFull));
        return new(TurnOutcome.Refused, ErrorCode.ResendInFull.Status, ErrorCode.ResendInFull.Code);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptEnd> ServeAsync(Turn turn, TurnAttempt attempt, TurnTimeline timeline)
    {
        if (turn.Facts.PreviousResponseId is { Length: > 0 } earlier
            && !(upstream.IsWith(attempt.Lease.AccountId) && upstream.Holds(earlier)))
        {
            // Nobody is to blame, and nothing was asked of the account.
            (attempt.Outcome, Leaves) = (AttemptOutcome.Interrupted, CloseReason.ResendInFull);
            return new(RelayEnd.Cut);
        }

        if (attempt.Lease.ForeignContinuity.Count > 0) attempt.LeftOut = turn.Bonds.Foreign(attempt.Lease);
        while (true)
        {
            var (socket, failure) = await upstream.TakeAsync(turn, attempt, Gone);
            if (socket is null)
            {
                (attempt.Fault, attempt.Outcome) = (failure!.Fault, AttemptOutcome.MovedOn);
                return AttemptEnd.NotServed(failure.Reply);
            }

            timeline.UpstreamHeaders();
            attempt.Status = 101;
            var end = await RelayAsync(socket, turn, attempt, timeline);
            attempt.Fault = FaultOf(turn, attempt, end);
            if (end == RelayEnd.NotCommitted && AttemptRunner.LeavesOut(turn, attempt))
            {
                var quota = attempt.Seen.Quota;
                attempt.Seen = new() { IsCompaction = turn.Facts.IsCompaction };
                attempt.Seen.Quota.AddRange(quota);
                continue;
            }

            attempt.Outcome = OutcomeOf(attempt, end);
            return new(_relay!.Visible || end == RelayEnd.ClientGone ? end : RelayEnd.NotCommitted);
        }
    }

    private static ReadOnlyMemory<byte> Message(Turn turn, TurnAttempt attempt)
    {
        var body = turn.Without(attempt.LeftOut);
        var foreign = attempt.Lease.ForeignContinuity.Count > 0 && turn.Bonds.TurnStateIsForeign(attempt.Lease);
        return foreign ? TurnStateCut.Apply(body.Sent) : body.Sent;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RelayEnd> RelayAsync(UpstreamSocket socket, Turn turn, TurnAttempt attempt, TurnTimeline timeline)
    {
        var relay = _relay = new SocketRelay(turn, attempt, client, timeline, edits, desk)
        {
            SharesConnection = socket.HasContinuation,
        };
        socket.Attach(relay);
        using var leaving = Gone.UnsafeRegister(static (waiting, gone) => ((SocketRelay)waiting!).Leave(gone), relay);
        try
        {
            await socket.Link.SendAsync(Message(turn, attempt), Gone);
            var end = await relay.Ended;
            // The next attempt may be on the same connection: what else has come with this one's end is read before it begins.
            if (end == RelayEnd.NotCommitted) await Task.Yield();
            return end;
        }
        catch (Exception cause) when (Framing.SocketLink.IsLoss(cause) && !Gone.IsCancellationRequested)
        {
            // A close that came before the break says more than the break.
            relay.OnUpstreamEnd(await socket.LostAsync());
            return await relay.Ended;
        }
        finally
        {
            socket.Detach();
        }
    }

    // What may still send is not used again: its late messages would be taken for the next turn's.
    private async ValueTask TidyAsync(TurnAttempt attempt, AttemptEnd end)
    {
        if (upstream.Current is not { } socket) return;
        var answered = attempt.Seen.Terminal;
        if (answered is StreamEvent.Completed or StreamEvent.Incomplete && end.End == RelayEnd.Terminal)
        {
            if (attempt.Seen.ResponseId is { } id) socket.Keep(id);
            return;
        }

        var unauthorized = attempt.Fault is { Status: 401 };
        if (unauthorized) attempt.Fault!.Renewed = await desk.Credentials.RenewAsync(socket.Credential, Gone) is null;
        var orderly = answered is not null && !unauthorized && attempt.Seen.Error?.Signal != ErrorCode.ResendInFull.Code;
        if (!orderly && Leaves != CloseReason.ResendInFull) await upstream.DropAsync();
    }

    private static string CodeOf(RelayEnd end) => end switch
    {
        RelayEnd.Silent => "stream_idle_timeout",
        RelayEnd.TooLong => "turn_timeout",
        _ => ErrorCode.StreamCut.Code,
    };

    private FaultSignal? FaultOf(Turn turn, TurnAttempt attempt, RelayEnd end) => end switch
    {
        RelayEnd.Terminal or RelayEnd.NotCommitted when attempt.Seen.Error is not null =>
            FaultSignals.Of(attempt.Seen, _relay!.Visible, desk.Time.GetUtcNow()),
        RelayEnd.Terminal => null,
        RelayEnd.NotCommitted when turn.Facts.IsCompaction => FaultSignals.Compaction(_relay!.Visible),
        RelayEnd.ClientGone => FaultSignals.ClientGone(_relay!.Visible),
        RelayEnd.Silent or RelayEnd.TooLong => FaultSignals.Timeout(_relay!.Stage, _relay.Visible),
        // An answer without its end, as over HTTP. Before anything was visible it is the connection that ended, not an answer.
        _ when _relay!.Visible && _relay.UpstreamEnd.IsPlain =>
            FaultSignals.Of(attempt.Seen, visible: true, desk.Time.GetUtcNow()),
        _ => FaultSignals.Closed(_relay!.UpstreamEnd.Code, _relay.Visible),
    };

    private AttemptOutcome OutcomeOf(TurnAttempt attempt, RelayEnd end) => end switch
    {
        RelayEnd.Terminal when attempt.Seen.Terminal is StreamEvent.Completed or StreamEvent.Incomplete => AttemptOutcome.Served,
        RelayEnd.Terminal => AttemptOutcome.Failed,
        RelayEnd.ClientGone => AttemptOutcome.Interrupted,
        _ => _relay!.Visible ? AttemptOutcome.Interrupted : AttemptOutcome.MovedOn,
    };
}
