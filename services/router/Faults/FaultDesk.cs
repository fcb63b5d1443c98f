using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Faults;

/// <summary>Judges a fault of an attempt and states what follows from it as facts.</summary>
internal sealed class FaultDesk(RouterState state, FactJournal journal)
{
    public FaultJudgement Judge(LeaseFact lease, FaultSignal signal, string after, long now)
    {
        var held = Doubling(lease);
        var context = new FaultContext(
            lease.Model, lease.RouteClass, lease.TurnLow, Level(held, now), held?.UntilMs ?? 0, after, now);
        var judgement = FaultClassifier.Judge(signal, context);
        if (judgement.CooldownUntil > now && Mark(lease, signal, judgement, now) is var mark && !IsWithinReset(mark))
            journal.State(new Fact { Mark = mark }, now);
        if (judgement.Rule.CountsAgainstHealth || judgement.Rule.ProviderSuspect)
            RecordOutcome(lease, judgement, now);
        return judgement;
    }

    private void RecordOutcome(LeaseFact lease, FaultJudgement judgement, long now)
    {
        // A neutral suspect feeds the incident detector alone: it goes under no route a circuit could open for.
        journal.State(
            new Fact
            {
                Outcome = new OutcomeFact
                {
                    AccountId = lease.AccountId,
                    Model = judgement.Rule.CountsAgainstHealth ? lease.Model : "",
                    RouteClass = judgement.Rule.CountsAgainstHealth ? lease.RouteClass : RouteClass.Unspecified,
                    TurnHigh = lease.TurnHigh,
                    TurnLow = lease.TurnLow,
                    Attempt = lease.Attempt,
                    ObservedAtMs = now,
                    ProviderSuspect = judgement.Rule.ProviderSuspect,
                },
            },
            now);
    }

    private static MarkFact Mark(LeaseFact lease, FaultSignal signal, FaultJudgement judgement, long now) => new()
    {
        AccountId = lease.AccountId,
        Scope = judgement.Rule.Scope,
        Subject = judgement.Rule.Scope switch
        {
            FaultScope.Model => lease.Model,
            FaultScope.Window => signal.LimitId,
            FaultScope.Route => MarkSubject.Route(lease.Model, lease.RouteClass),
            _ => "",
        },
        UntilMs = judgement.CooldownUntil,
        ObservedAtMs = now,
        Rule = judgement.Rule.Name,
        Generation = lease.Generation,
        Authoritative = judgement.Authoritative,
        ProviderSuspect = judgement.Rule.ProviderSuspect,
    };

    private MarkFact? Doubling(LeaseFact lease) =>
        Held(lease.AccountId, FaultScope.Model, lease.Model) is { Authoritative: false } held && FaultRules.BacksOff(held.Rule)
            ? held
            : null;

    // The upstream named a reset; a fault that names none, from a turn that was under way, must not end the wait earlier.
    private bool IsWithinReset(MarkFact mark) =>
        !mark.Authoritative
        && Held(mark.AccountId, mark.Scope, mark.Subject) is { Authoritative: true } held
        && held.UntilMs > mark.UntilMs
        && held.Generation >= mark.Generation;

    private MarkFact? Held(string accountId, FaultScope scope, string subject)
    {
        var account = state.Account(accountId);
        foreach (var mark in account.Marks)
        {
            if (mark.Scope == scope && mark.Subject == subject)
                return mark.ObservedAtMs > account.ClearedAt ? mark : null;
        }

        return null;
    }

    // A mark that ended longer ago than it lasted is forgiven.
    private static int Level(MarkFact? held, long now)
    {
        if (held is null)
            return 0;
        var lasted = held.UntilMs - held.ObservedAtMs;
        if (now > held.UntilMs + (2 * lasted))
            return 0;
        return Math.Clamp((int)Math.Round(Math.Log2(Math.Max(lasted, 1) / 1000.0)) + 1, 0, 11);
    }
}
