using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Faults;
using CodexPooler.Routing.Gates;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Limits;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Selection;

/// <summary>Answers one Select: earlier attempts first, then the gates of the request, then the accounts.</summary>
internal sealed class TurnDesk(
    RouterState state,
    CandidateViews views,
    AccountSelector selector,
    LeaseDesk leases,
    LeaseWriter writer,
    BudgetTable budgets,
    DecisionRing ring,
    IDecisionSink? sink,
    RoutingOptions options)
{
    private const long IncidentWaitMs = 2000;

    public SelectReply Select(SelectRequest request, LeaseId id, LimitShares shares, long now)
    {
        if (state.Leases.Find(id) is { } known)
            return Known(known, request, now);
        if (state.Leases.Ended.Find(id) is not null)
            return new SelectReply { Refusal = RefusalCatalog.Build(RefusalCode.TurnClosed) };

        if (RequestGate.Identify(views.Directory, request, now, out var pool, out var key) is { } unknown)
            return new SelectReply { Refusal = unknown };

        var turn = new TurnRequest(request, id, pool!, key!);
        var reply = new SelectReply();
        var last = Earlier(turn, reply, now);
        var view = views.Of(pool!, request.Model, request.RouteClass);
        var policy = view.Policy;
        reply.PolicyVersion = policy.Version;

        var pins = PinResolution.Of(request.Continuity, state.Pins, now);
        if (pins.Conflict && request.MayLeave)
            pins = PinResolution.Of(request.Continuity, state.Pins, now, leaving: true);
        var refusal = last?.Retry == RetryAdvice.Never
            ? RefusalCatalog.Build(RefusalCode.NotRetryable)
            : Refused(turn, view, pins, last, shares, now);
        if (refusal is not null)
            return Refuse(reply, refusal, turn, view, policy, pins, [], now);

        var result = selector.Select(view, turn, pins, policy, state.ProviderIncident, now);
        if (result.Winner < 0 && request.MayLeave && pins.HardKind is PinKind.TurnState or PinKind.EncryptedContent)
        {
            pins = PinResolution.Of(request.Continuity, state.Pins, now, leaving: true);
            result = selector.Select(view, turn, pins, policy, state.ProviderIncident, now);
        }

        var rows = selector.Rows(view);
        if (result.Winner < 0)
            return Refuse(reply, Nobody(view, rows, pins, turn, now), turn, view, policy, pins, rows, now);
        if (request.TrafficClass == TrafficClass.Opportunistic && IsBusy(view.Candidates[result.Winner]))
            return Refuse(reply, RefusalCatalog.Build(RefusalCode.OpportunisticDenied), turn, view, policy, pins, rows, now);

        reply.Lease = writer.Open(turn, view, result, pins, shares, now);
        Remember(turn, view, policy, pins, result.Winner, result.Because, RefusalCode.Unspecified, rows, now);
        return reply;
    }

    // The same question asked again gets the same answer, and an attempt that ended does not begin a second time.
    private SelectReply Known(TurnLease known, SelectRequest request, long now)
    {
        if (known.StatusAt(now) != LeaseStatus.Alive)
            return new SelectReply { Refusal = RefusalCatalog.Build(RefusalCode.TurnClosed) };
        return new SelectReply { Lease = writer.Again(known, views.Directory, request) };
    }

    private FaultVerdict? Earlier(TurnRequest turn, SelectReply reply, long now)
    {
        FaultVerdict? last = null;
        for (var i = 0; i < turn.Message.EarlierAttempts.Count; i++)
        {
            var attempt = turn.Message.EarlierAttempts[i];
            var id = new LeaseId(turn.Id.Turn, attempt.Attempt);
            var close = new CloseRequest { LeaseId = id.ToString(), Outcome = TurnOutcome.Failed, Fault = attempt.Fault };
            last = leases.Close(close, now, isFirstHand: false).Verdict ?? leases.Judged(turn.Message, id, attempt, now);
            turn.Note(attempt.AccountId, last);
            reply.EarlierVerdicts.Add(last);
        }

        return last;
    }

    private Refusal? Refused(
        TurnRequest turn, CandidateView view, PinResolution pins, FaultVerdict? last, LimitShares shares, long now)
    {
        var request = turn.Message;
        var newSession = pins.HardAccount is null && pins.Soft is null;
        if (state.KillSwitches.Stopping(request.Model, request.KeyId, newSession, now) is { } stop)
            return RefusalCatalog.Build(RefusalCode.KillSwitch, detail: stop.Reason.Length == 0
                ? null : $"Reason: {stop.Reason}");
        if (RequestGate.Limits(state, turn, shares, now) is { } limit)
            return LimitRefusals.Build(limit, now);
        // What has begun may go on: a retry elsewhere is still the same turn.
        if (request.Attempt <= 1 && budgets.Check(turn, now) is { } spent)
            return spent;
        if (RequestGate.AboveFairShare(state, view, request.KeyId, options.Fairness))
            return RefusalCatalog.Build(RefusalCode.LocalOverload, 0, 1000);
        if (pins.Conflict)
            return RefusalCatalog.Build(RefusalCode.PinConflict);
        if (pins.Unknown != PinKind.Unspecified && view.Candidates.Length > 1)
            return RefusalCatalog.Build(RefusalCode.PinnedUnavailable, detail: "(Nobody remembers where it was.)");
        if (state.ProviderIncident && last is not null && FaultRules.IsProviderSuspect(last.Rule))
            return RefusalCatalog.Build(RefusalCode.ProviderIncident, 0, IncidentWaitMs);
        return null;
    }

    private Refusal Nobody(
        CandidateView view, ReadOnlySpan<DecisionRow> rows, PinResolution pins, TurnRequest turn, long now)
    {
        var refusal = RefusalJudge.Judge(view, rows, pins, turn.Seed, now);
        return refusal.Code == RefusalCode.NoAccountSupportsModel && !views.Offers(turn.Message.Model)
            ? RefusalCatalog.Build(RefusalCode.ModelUnknown)
            : refusal;
    }

    private static bool IsBusy(Candidate candidate) => candidate.State.InFlight > 0 || candidate.Reading.Headroom < 50;

    private SelectReply Refuse(
        SelectReply reply, Refusal refusal, TurnRequest turn, CandidateView view, PolicySettings policy, PinResolution pins,
        ReadOnlySpan<DecisionRow> rows, long now)
    {
        reply.Refusal = refusal;
        Remember(turn, view, policy, pins, -1, ChosenBecause.Unspecified, refusal.Code, rows, now);
        return reply;
    }

    private void Remember(
        TurnRequest turn, CandidateView view, PolicySettings policy, PinResolution pins, int winner, ChosenBecause because,
        RefusalCode refusal, ReadOnlySpan<DecisionRow> rows, long now)
    {
        var request = turn.Message;
        var decision = new Decision(
            turn.Id, now, view, policy, view.Key.Model == request.Model ? view.Key.Model : request.Model, turn.Key.Id,
            request.EstimatedInputTokens, winner, because, refusal, pins.Soft?.CachedTokens ?? 0, pins.SessionKey.Low)
        {
            FirstRow = ring.NextRow,
            Rows = rows.Length,
        };
        if (ring.Add(decision, rows))
            sink?.Offer(decision, ring);
    }
}
