using System.Globalization;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Circuits;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Gates;
using CodexPooler.Routing.Selection;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Admin;

/// <summary>What the console shows of the router right now.</summary>
internal sealed class LiveView(
    RouterState state, CandidateViews views, CandidateGate gate, RoutingOptions options, string replica)
{
    public LiveStateReply Read(string poolId, long now)
    {
        var reply = new LiveStateReply
        {
            Replica = replica,
            AtMs = now,
            OpenLeases = state.Leases.Open,
            Pins = state.Pins.Count,
            ProviderIncident = state.ProviderIncident,
            StateDigest = StateFacts.Digest(state, now),
            DirectoryVersion = views.Directory.Version.ToString(CultureInfo.InvariantCulture),
        };
        reply.KillSwitches.AddRange(state.KillSwitches.Active(now));
        foreach (var pool in views.Directory.Pools.Values)
        {
            if (poolId.Length > 0 && pool.Id != poolId)
                continue;
            // No model and no route: what is left are the reasons that concern the whole account.
            var view = views.Of(pool, "", RouteClass.Unspecified);
            foreach (var candidate in view.Candidates)
            {
                if (!reply.Accounts.Any(a => a.AccountId == candidate.Account.Id))
                    reply.Accounts.Add(Account(candidate, view.Key, now));
            }
        }

        return reply;
    }

    private LiveAccount Account(Candidate candidate, ViewKey view, long now)
    {
        var reading = gate.Read(candidate, view, state.ProviderIncident, now);
        var account = new LiveAccount
        {
            AccountId = candidate.Account.Id,
            Label = candidate.Account.Label,
            Blocked = reading.Block,
            Why = reading.Block == ExclusionReason.None ? "" : ExclusionWords.Of(reading.Block),
            BlockedUntilMs = reading.BlockedUntil,
            InFlight = candidate.State.InFlight,
            HeadroomPercent = reading.Headroom,
            Draining = candidate.State.Drain is { Draining: true },
            QuotaState = reading.Quota,
        };
        account.Windows.AddRange(candidate.State.Windows);
        account.Marks.AddRange(candidate.State.Marks.Where(m => m.UntilMs > now && m.ObservedAtMs > candidate.State.ClearedAt));
        foreach (var (route, circuit) in candidate.State.Circuits)
        {
            if (circuit.Failures.Count > 0 && route.Model.Length > 0)
                account.Circuits.Add(Circuit(route, circuit.Read(now, candidate.State.ClearedAt, false, options.Circuits)));
        }

        return account;
    }

    private static LiveCircuit Circuit(RouteKey route, CircuitReading reading) => new()
    {
        Model = route.Model,
        RouteClass = route.Route,
        State = reading.State,
        Failures = reading.Failures,
        OpenUntilMs = reading.OpenUntil,
    };
}
