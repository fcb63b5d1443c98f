using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

internal static class CapacityRules
{
    public static readonly FaultRule[] All =
    [
        new("overloaded", "server_is_overloaded, overloaded_error, slow_down, model at capacity; also inside HTTP 200")
        {
            Matches = s => FaultCodes.Overloaded.Contains(s.Code),
            Scope = FaultScope.Model,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Backoff,
            ProviderSuspect = true,
        },
        new("front_page", "an HTML page instead of an answer: a challenge or an outage page of what stands before the upstream")
        {
            Matches = s => s.Html,
            Scope = FaultScope.Route,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Fixed,
            Fixed = TimeSpan.FromSeconds(10),
            ProviderSuspect = true,
        },
        new("rate_limited", "429 or rate_limit_exceeded that is not a usage limit")
        {
            Matches = s => s.Status == 429 || s.Code == "rate_limit_exceeded",
            Scope = FaultScope.Model,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Backoff,
            CountsAgainstHealth = true,
        },
    ];
}
