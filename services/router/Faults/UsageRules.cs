using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

internal static class UsageRules
{
    public static readonly FaultRule[] All =
    [
        new("credits_depleted", "workspace credits or spend limit used up, by code or by x-codex-rate-limit-reached-type")
        {
            Matches = s => FaultCodes.CreditsGone.Contains(s.Code) || FaultCodes.CreditsGone.Contains(s.LimitReachedType),
            Scope = FaultScope.Account,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.UntilReset,
            Fixed = TimeSpan.FromMinutes(30),
        },
        new("usage_limit", "usage_limit_reached in a status, a stream or x-codex-rate-limit-reached-type")
        {
            Matches = s => FaultCodes.UsageLimit.Contains(s.Code) || FaultCodes.UsageLimit.Contains(s.LimitReachedType),
            Scope = FaultScope.Window,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.UntilReset,
            Fixed = TimeSpan.FromMinutes(5),
        },
        new("plan_without_codex", "usage_not_included")
        {
            Matches = s => s.Code == "usage_not_included",
            Scope = FaultScope.Account,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Fixed,
            Fixed = TimeSpan.FromHours(12),
        },
    ];
}
