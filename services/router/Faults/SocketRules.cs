using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

internal static class SocketRules
{
    public static readonly FaultRule[] All =
    [
        new("connection_limit", "websocket_connection_limit_reached")
        {
            Matches = s => s.Code == "websocket_connection_limit_reached",
            Scope = FaultScope.Session,
            Retry = RetryAdvice.SameAccount,
        },
        new("upgrade_refused", "426 to a WebSocket upgrade: the account may serve over HTTP")
        {
            Matches = s => s.Code == "upgrade_refused",
            Scope = FaultScope.Turn,
            Retry = RetryAdvice.Elsewhere,
        },
        new("socket_ended_again", "close 1000, 1001, 1005, 1006 or 1012 before any event, twice in a turn on one account")
        {
            Matches = IsLifecycle,
            OnlyAfter = "socket_ended",
            Scope = FaultScope.Turn,
            Retry = RetryAdvice.Elsewhere,
        },
        new("socket_ended", "close 1000, 1001, 1005, 1006 or 1012: the life of a connection, not a fault of the account")
        {
            Matches = IsLifecycle,
            Scope = FaultScope.Turn,
            Retry = RetryAdvice.SameAccount,
        },
        new("socket_policy", "close 1008")
        {
            Matches = s => s is { Kind: FaultKind.SocketClose, CloseCode: 1008 },
            Scope = FaultScope.Account,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Fixed,
            Fixed = TimeSpan.FromMinutes(1),
            CountsAgainstHealth = true,
        },
        new("socket_error", "close 1011, 1013 or any other code")
        {
            Matches = s => s.Kind == FaultKind.SocketClose,
            Scope = FaultScope.Route,
            Retry = RetryAdvice.Elsewhere,
            CountsAgainstHealth = true,
            ProviderSuspect = true,
        },
    ];

    private static bool IsLifecycle(FaultSignal signal) =>
        signal is { Kind: FaultKind.SocketClose, CloseCode: 1000 or 1001 or 1005 or 1006 or 1012 };
}
