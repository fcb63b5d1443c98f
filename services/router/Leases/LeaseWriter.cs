using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Limits;
using CodexPooler.Routing.Selection;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Leases;

/// <summary>Opens the lease for a chosen account: the fact, the reservation, and what the edge is told.</summary>
internal sealed class LeaseWriter(RouterState state, FactJournal journal, LeaseDesk desk, RoutingOptions options, string replica)
{
    public Lease Open(
        TurnRequest turn, CandidateView view, SelectionResult result, PinResolution pins, LimitShares shares, long now)
    {
        var candidate = view.Candidates[result.Winner];
        var fact = Fact(turn, candidate, result, pins.SessionKey, now);
        journal.State(fact, now);
        desk.Count(fact, new UsageTotals(turn.Demand.Requests, 0, 0), now);
        if (shares.Replicas > 1)
            Unshare(turn, shares);
        if (result.MovedFrom.Length > 0)
            state.Leavings.Add(result.Detour, pins.Soft?.CachedTokens ?? 0);

        var lease = Describe(fact, candidate.Account, view.Pool, candidate.Offer);
        lease.Because = result.Because;
        lease.MovedFromAccountId = result.MovedFrom;
        lease.CandidatesLeft = Math.Max(0, result.Survivors - 1);
        lease.ProviderIncident = state.ProviderIncident;
        if (turn.Message.Continuity.Count > 0)
            PinResolution.NoteForeign(turn.Message.Continuity, state.Pins, lease.AccountId, now, lease.ForeignContinuity);
        if (state.Leases.Find(turn.Id) is { } held)
            held.Told = lease;
        return lease;
    }

    /// <summary>The answer once more, for an edge that did not hear it; of a peer's lease what its fact still tells.</summary>
    public Lease Again(TurnLease known, DirectorySnapshot directory, SelectRequest request)
    {
        if (known.Told is { } told && told.AccountId == known.Fact.AccountId)
        {
            var again = told.Clone();
            again.ExpiresAtMs = known.Fact.ExpiresAtMs;
            return again;
        }

        var account = directory.Accounts.GetValueOrDefault(known.Fact.AccountId) ?? new Account { Id = known.Fact.AccountId };
        var pool = directory.Pools.GetValueOrDefault(known.Fact.PoolId) ?? new Pool();
        var offer = directory.Models.GetValueOrDefault(account.Id)?.Models.FirstOrDefault(m => m.Slug == request.Model);
        return Describe(known.Fact, account, pool, offer);
    }

    private LeaseFact Fact(TurnRequest turn, Candidate candidate, SelectionResult result, PinKey session, long now) => new()
    {
        TurnHigh = turn.Id.Turn.High,
        TurnLow = turn.Id.Turn.Low,
        Attempt = turn.Id.Attempt,
        Origin = replica,
        AccountId = candidate.Account.Id,
        PoolId = turn.Pool.Id,
        KeyId = turn.Key.Id,
        Model = turn.Message.Model,
        RouteClass = turn.Message.RouteClass,
        OpenedAtMs = now,
        ExpiresAtMs = now + (long)options.Leases.Lifetime.TotalMilliseconds,
        ReservedTokens = turn.Demand.Tokens,
        ReservedCostMicros = turn.Demand.CostMicros,
        Probe = candidate.Reading.HalfOpen,
        Detour = result.Detour,
        SessionKind = session.Kind,
        SessionHigh = session.High,
        SessionLow = session.Low,
        Generation = Math.Max(candidate.Account.CredentialGeneration, candidate.State.Credential?.Generation ?? 0),
    };

    private Lease Describe(LeaseFact fact, Account account, Pool pool, ModelOffer? offer) => new()
    {
        LeaseId = LeaseId.Of(fact).ToString(),
        AccountId = account.Id,
        UpstreamBase = account.UpstreamBase,
        CredentialGeneration = fact.Generation,
        ServingMode = ServingModes.Of(pool, fact.Model, offer),
        ExpiresAtMs = fact.ExpiresAtMs,
        RenewEveryMs = (long)options.Leases.RenewEvery.TotalMilliseconds,
        Probe = fact.Probe,
    };

    private void Unshare(TurnRequest turn, LimitShares shares)
    {
        var totals = new UsageTotals(turn.Demand.Requests, turn.Demand.Tokens, turn.Demand.CostMicros);
        var usage = state.Usage.Of(turn.Key.Id);
        usage.Whole.Unshared.Add(shares.NextSequence, totals);
        usage.ForModel(turn.Message.Model).Unshared.Add(shares.NextSequence, totals);
    }
}
