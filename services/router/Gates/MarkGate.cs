using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Faults;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Gates;

/// <summary>
/// Which mark, if any, keeps an account from a model and route. A mark ends at its time, at an operator's word, or when evidence
/// newer than the mark contradicts it.
/// </summary>
internal static class MarkGate
{
    public static MarkReading Read(
        AccountState state, Account account, string model, RouteClass route, bool incident, QuotaReading quota, long now)
    {
        var worst = MarkReading.None;
        for (var i = 0; i < state.Marks.Count; i++)
        {
            var mark = state.Marks[i];
            if (mark.UntilMs <= now || mark.UntilMs <= worst.Until || mark.ObservedAtMs <= state.ClearedAt)
                continue;
            if (!Covers(mark, model, route) || (incident && mark.ProviderSuspect) || Outdated(mark, state, account, quota))
                continue;
            worst = new MarkReading(
                mark.UntilMs, mark.Authoritative, FaultRules.IsUsage(mark.Rule), FaultRules.IsCredential(mark.Rule), mark.Rule);
        }

        return worst;
    }

    private static bool Covers(MarkFact mark, string model, RouteClass route) => mark.Scope switch
    {
        FaultScope.Account => true,
        FaultScope.Model => mark.Subject == model,
        FaultScope.Window => mark.Subject.Length == 0 || LimitNames.Matches(mark.Subject, model),
        FaultScope.Route => mark.Subject == MarkSubject.Route(model, route),
        _ => false,
    };

    private static bool Outdated(MarkFact mark, AccountState state, Account account, QuotaReading quota)
    {
        if (FaultRules.IsCredential(mark.Rule))
        {
            var generation = Math.Max(account.CredentialGeneration, state.Credential?.Generation ?? 0);
            return generation > mark.Generation;
        }

        // An early reset, a bought reset or a raised plan shows as newer evidence with room in it.
        return FaultRules.IsUsage(mark.Rule)
            && quota.NewestAt > mark.ObservedAtMs
            && quota.State is QuotaState.Precise or QuotaState.WeeklyOnly;
    }
}
