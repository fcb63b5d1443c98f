using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

internal sealed record FaultJudgement(FaultRule Rule, RetryAdvice Retry, long CooldownUntil, bool Authoritative)
{
    public FaultVerdict ToVerdict() => new()
    {
        Rule = Rule.Name,
        Scope = Rule.Scope,
        CooldownUntilMs = CooldownUntil,
        Retry = Retry,
        CountsAgainstHealth = Rule.CountsAgainstHealth,
    };
}
