using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Circuits;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.Leases;

namespace CodexPooler.Routing.State;

/// <summary>The state told as facts: what a joining peer applies, and what two replicas compare.</summary>
internal static class StateFacts
{
    public static IEnumerable<Fact> Of(RouterState state, long now)
    {
        foreach (var fact in Small(state, now))
            yield return fact;
        foreach (var ended in state.Leases.Ended.All())
            yield return new Fact { Lease = Of(ended) };
        foreach (var pin in state.Pins.All)
            yield return new Fact { Pin = pin };
    }

    /// <summary>Equal on two replicas exactly when they hold the same live facts.</summary>
    public static ulong Digest(RouterState state, long now)
    {
        var digest = state.Pins.Digest;
        foreach (var fact in Small(state, now))
            digest ^= FactDigest.Of(fact);
        return digest;
    }

    private static IEnumerable<Fact> Small(RouterState state, long now)
    {
        foreach (var account in state.Accounts.Values)
        {
            foreach (var fact in Of(account))
                yield return fact;
        }

        foreach (var lease in state.Leases.Unclosed)
        {
            if (lease.Fact.ExpiresAtMs > now)
                yield return new Fact { Lease = lease.Fact };
        }

        foreach (var usage in state.Usage.All(now))
            yield return new Fact { Usage = usage };
        foreach (var killSwitch in state.KillSwitches.All)
            yield return new Fact { KillSwitch = killSwitch };
    }

    // Whose it was is forgotten: what ended is counted nowhere.
    private static LeaseFact Of(EndedLease ended) => new()
    {
        TurnHigh = ended.Id.Turn.High,
        TurnLow = ended.Id.Turn.Low,
        Attempt = ended.Id.Attempt,
        OpenedAtMs = ended.OpenedAt,
        ExpiresAtMs = ended.ExpiresAt,
        ClosedAtMs = ended.ClosedAt,
    };

    private static IEnumerable<Fact> Of(AccountState account)
    {
        foreach (var window in account.Windows)
            yield return new Fact { Quota = window };
        foreach (var mark in account.Marks)
            yield return new Fact { Mark = mark };
        foreach (var (route, circuit) in account.Circuits)
        {
            foreach (var outcome in Outcomes(account, route, circuit))
                yield return new Fact { Outcome = outcome };
        }

        if (account.ClearedAt != 0)
            yield return new Fact { Clear = new ClearFact { AccountId = account.Id, AtMs = account.ClearedAt } };
        if (account.Drain is not null)
            yield return new Fact { Drain = account.Drain };
        if (account.Credential is not null)
            yield return new Fact { Credential = account.Credential };
    }

    private static IEnumerable<OutcomeFact> Outcomes(AccountState account, RouteKey route, Circuit circuit)
    {
        if (circuit.LastSuccessAt != 0)
        {
            yield return new OutcomeFact
            {
                AccountId = account.Id,
                Model = route.Model,
                RouteClass = route.Route,
                ObservedAtMs = circuit.LastSuccessAt,
                Success = true,
            };
        }

        foreach (var failure in circuit.Failures)
        {
            yield return new OutcomeFact
            {
                AccountId = account.Id,
                Model = route.Model,
                RouteClass = route.Route,
                ObservedAtMs = failure.At,
                TurnHigh = failure.TurnHigh,
                TurnLow = failure.TurnLow,
                Attempt = failure.Attempt,
                ProviderSuspect = failure.ProviderSuspect,
            };
        }
    }
}
