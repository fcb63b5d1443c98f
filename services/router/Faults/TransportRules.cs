using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

internal static class TransportRules
{
    public static readonly FaultRule[] All =
    [
        new("network", "name resolution, connect, TLS or a reset connection")
        {
            Matches = s => s.Kind == FaultKind.Transport
                || s is { Kind: FaultKind.Timeout, TimeoutStage: TimeoutStage.Connect },
            Scope = FaultScope.Route,
            Retry = RetryAdvice.Elsewhere,
            CountsAgainstHealth = true,
            ProviderSuspect = true,
        },
        new("silent_upstream", "no response headers, or no first event, in time")
        {
            Matches = s => s is { Kind: FaultKind.Timeout, TimeoutStage: TimeoutStage.Headers or TimeoutStage.FirstEvent },
            Scope = FaultScope.Route,
            Retry = RetryAdvice.Elsewhere,
            CountsAgainstHealth = true,
            ProviderSuspect = true,
        },
        new("stream_idle", "a stream that stopped sending")
        {
            Matches = s => s is { Kind: FaultKind.Timeout, TimeoutStage: TimeoutStage.Idle },
            Scope = FaultScope.Route,
            Retry = RetryAdvice.Elsewhere,
            CountsAgainstHealth = true,
            ProviderSuspect = true,
        },
        new("no_pong", "a socket that no longer answers pings")
        {
            Matches = s => s is { Kind: FaultKind.Timeout, TimeoutStage: TimeoutStage.Pong },
            Scope = FaultScope.Turn,
            Retry = RetryAdvice.SameAccount,
        },
        new("turn_too_long", "the whole turn took longer than its budget")
        {
            Matches = s => s.Kind == FaultKind.Timeout,
            Scope = FaultScope.Turn,
            Retry = RetryAdvice.Never,
        },
    ];
}
