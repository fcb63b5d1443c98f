using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

internal static class StatusRules
{
    public static readonly FaultRule[] All =
    [
        new("payment_required", "402")
        {
            Matches = s => s.Status == 402,
            Scope = FaultScope.Account,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Fixed,
            Fixed = TimeSpan.FromMinutes(30),
        },
        new("forbidden", "403 answered by the upstream itself")
        {
            Matches = s => s.Status == 403,
            Scope = FaultScope.Account,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Fixed,
            Fixed = TimeSpan.FromMinutes(30),
            CountsAgainstHealth = true,
        },
        new(
            "stream_error",
            "server_error or an unknown code inside a stream that began with 200; an answer that ends in order before it is complete, "
            + "over a socket by close 1000 or none after something was visible")
        {
            Matches = s => s.Kind == FaultKind.StreamError,
            Scope = FaultScope.Turn,
            Retry = RetryAdvice.Elsewhere,
            ProviderSuspect = true,
        },
        new("request_timeout", "408")
        {
            Matches = s => s.Status == 408,
            Scope = FaultScope.Route,
            Retry = RetryAdvice.Elsewhere,
            CountsAgainstHealth = true,
        },
        new("server_unavailable", "503 with Retry-After")
        {
            Matches = s => s.Status == 503 && s.RetryAfter.Length > 0,
            Scope = FaultScope.Route,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Backoff,
            CountsAgainstHealth = true,
            ProviderSuspect = true,
        },
        new("server_failed", "5xx")
        {
            Matches = s => s.Status >= 500,
            Scope = FaultScope.Route,
            Retry = RetryAdvice.Elsewhere,
            CountsAgainstHealth = true,
            ProviderSuspect = true,
        },
        new("client_error", "any other 4xx")
        {
            Matches = s => s.Status is >= 400 and < 500,
            Scope = FaultScope.Request,
            Retry = RetryAdvice.Never,
        },
    ];
}
