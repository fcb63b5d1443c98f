using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Faults;
using CodexPooler.Routing.Limits;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Leases;

/// <summary>Renews and ends leases, and draws the conclusions of their end.</summary>
internal sealed class LeaseDesk(
    RouterState state, FactJournal journal, FaultDesk faults, RoutingOptions options, string replica)
{
    private readonly EarlyCloses _early = new(options.Leases);

    public LeaseRenewal Renew(string text, long now)
    {
        var renewal = new LeaseRenewal { LeaseId = text, Status = LeaseStatus.Unknown };
        if (!LeaseId.TryParse(text, out var id))
            return renewal;
        if (state.Leases.Find(id) is not { } lease)
            return Ended(renewal, id);

        renewal.Status = lease.StatusAt(now);
        if (renewal.Status == LeaseStatus.Alive)
        {
            var renewed = lease.Fact.Clone();
            renewed.ExpiresAtMs = now + (long)options.Leases.Lifetime.TotalMilliseconds;
            journal.State(renewed, now);
        }

        renewal.ExpiresAtMs = lease.Fact.ExpiresAtMs;
        return renewal;
    }

    /// <param name="isFirstHand">Told by whoever held the lease, not retold with a later attempt.</param>
    public CloseReply Close(CloseRequest request, long now, bool isFirstHand = true)
    {
        if (!LeaseId.TryParse(request.LeaseId, out var id))
            return new CloseReply { Status = LeaseStatus.Unknown };
        if (state.Leases.Find(id) is { } lease)
            return Close(id, lease, request, now);
        if (state.Leases.Ended.Find(id) is not null)
            return new CloseReply { Status = LeaseStatus.Closed };
        if (isFirstHand)
            _early.Add(id, request, now);
        return new CloseReply { Status = LeaseStatus.Unknown };
    }

    /// <summary>A peer's lease, heard of after its turn may have ended here already.</summary>
    public void Heard(LeaseFact fact, long now)
    {
        var id = LeaseId.Of(fact);
        if (_early.Take(id) is { } request && state.Leases.Find(id) is { } lease)
            Close(id, lease, request, now);
    }

    private CloseReply Close(LeaseId id, TurnLease lease, CloseRequest request, long now)
    {
        var reply = new CloseReply { Status = lease.StatusAt(now) };
        var fact = lease.Fact;
        journal.State(journal.Closing(fact, now), now);
        Settle(fact, request, now);
        for (var i = 0; i < request.Quota.Count; i++)
            Evidence(request.Quota[i], fact, now);
        if (request.Fault is { Kind: not FaultKind.None } fault)
        {
            reply.Verdict = faults.Judge(fact, fault, Before(id, fact.AccountId), now).ToVerdict();
            state.Leases.Verdicts.Add(id, fact.AccountId, reply.Verdict, now);
        }
        else if (request.Outcome == TurnOutcome.Succeeded)
        {
            Succeeded(fact, request, now);
        }

        return reply;
    }

    /// <summary>The verdict over an attempt that ended before: the one given then, or one anew when a peer gave it.</summary>
    public FaultVerdict Judged(SelectRequest request, LeaseId id, EarlierAttempt attempt, long now)
    {
        if (state.Leases.Verdicts.Find(id) is { } judged)
            return judged.Verdict;
        var after = Before(id, attempt.AccountId);
        var context = new FaultContext(request.Model, request.RouteClass, id.Turn.Low, 0, 0, after, now);
        return FaultClassifier.Judge(attempt.Fault ?? new FaultSignal(), context).ToVerdict();
    }

    public void Count(LeaseFact lease, UsageTotals totals, long now)
    {
        if (totals == default)
            return;
        Raise(lease, UsageBucket.Minute, UsageClock.Minute(now), totals, now);
        Raise(lease, UsageBucket.Day, UsageClock.Day(now), totals, now);
    }

    private LeaseRenewal Ended(LeaseRenewal renewal, LeaseId id)
    {
        if (state.Leases.Ended.Find(id) is not { } ended)
            return renewal;
        renewal.Status = LeaseStatus.Closed;
        renewal.ExpiresAtMs = ended.ExpiresAt;
        return renewal;
    }

    // What a lease's own stream told about its account; nothing else, and nothing that cannot be.
    private void Evidence(QuotaFact window, LeaseFact lease, long now)
    {
        if (window.WindowMinutes <= 0 || !(window.UsedPercent >= 0 && window.UsedPercent <= 100))
            return;
        window.AccountId = lease.AccountId;
        window.ObservedAtMs = window.ObservedAtMs == 0 ? now : Math.Min(window.ObservedAtMs, now);
        if (window.Generation == 0)
            window.Generation = lease.Generation;
        journal.State(new Fact { Quota = window }, now);
    }

    private void Raise(LeaseFact lease, UsageBucket bucket, long index, UsageTotals totals, long now)
    {
        var key = new UsageKey(lease.KeyId, lease.Model, bucket, index, replica);
        journal.State(state.Usage.Raised(key, totals, journal.Usage()), now);
    }

    private string Before(LeaseId id, string accountId)
    {
        for (var attempt = id.Attempt - 1; attempt > 0; attempt--)
        {
            if (state.Leases.Verdicts.Find(id with { Attempt = attempt }) is { } judged && judged.AccountId == accountId)
                return judged.Verdict.Rule;
        }

        return "";
    }

    private void Settle(LeaseFact lease, CloseRequest request, long now)
    {
        var tokens = request.Usage is { } usage ? usage.Input + usage.Output : 0;
        Count(lease, new UsageTotals(0, tokens, request.CostMicros), now);
    }

    private void Succeeded(LeaseFact lease, CloseRequest request, long now)
    {
        var outcome = journal.Outcome();
        outcome.AccountId = lease.AccountId;
        outcome.Model = lease.Model;
        outcome.RouteClass = lease.RouteClass;
        outcome.ObservedAtMs = now;
        outcome.Success = true;
        journal.State(outcome, now);
        for (var i = 0; i < request.Owns.Count; i++)
            Pin(PinKey.Of(request.Owns[i]), lease, 0, now);
        var session = new PinKey(lease.SessionKind, lease.SessionHigh, lease.SessionLow);
        if (session.Kind != PinKind.Unspecified && !StaysHome(session, lease, now))
            Pin(session, lease, request.Usage?.CachedInput ?? 0, now);
    }

    // Home was briefly unwell and this turn went around it: the session's cache is still there.
    private bool StaysHome(PinKey session, LeaseFact lease, long now) =>
        lease.Detour && state.Pins.Find(session, now) is not null;

    private void Pin(PinKey key, LeaseFact lease, long cachedTokens, long now) => journal.State(
        new PinFact
        {
            Kind = key.Kind,
            HashHigh = key.High,
            HashLow = key.Low,
            AccountId = lease.AccountId,
            Generation = lease.Generation,
            AtMs = now,
            ExpiresAtMs = now + (long)options.Pins.Lifetime.TotalMilliseconds,
            CachedTokens = cachedTokens,
        },
        now);
}
