namespace CodexPooler.Routing.Tests.Turns;

/// <summary>The rows that take a WebSocket to come about.</summary>
internal static class SocketFaultCases
{
    // Whose quota is known is filled first; what serves instead tells its own.
    private static readonly Dictionary<string, string> Quota = new()
    {
        ["x-codex-primary-used-percent"] = "10",
        ["x-codex-primary-window-minutes"] = "300",
        ["x-codex-primary-reset-at"] = "1999999999",
    };

    public static readonly FaultCase[] All =
    [
        Failed("connection_limit", "websocket_connection_limit_reached"),
        new("upgrade_refused")
        {
            Effect = new { status = 426, headers = Quota },
            Route = "responses.handshake",
            Turn = SocketTurn.RunAsync,
            OverSocket = true,
        },
        Closed("socket_ended", 1006) with { Effect = new { cut_after_events = 0, cut_with_reset = true } },
        Closed("socket_ended", 1001),
        Closed("socket_ended_again", 1012) with { Times = 2, TriedTwice = true },
        Closed("socket_policy", 1008),
        Closed("socket_error", 1011),
        Closed("message_too_large", 1009),
        new("no_pong")
        {
            Effect = new { no_pong = true, hang_after_events = 0 },
            Turn = SocketTurn.RunAsync,
            OverSocket = true,
            Settings = ["Edge:Sockets:PingEvery=00:00:01"],
        },
    ];

    private static FaultCase Closed(string rule, int code) =>
        new(rule) { Effect = new { close_code = code }, Turn = SocketTurn.RunAsync, OverSocket = true };

    private static FaultCase Failed(string rule, string code) => new(rule)
    {
        Effect = new { stream_error = new { kind = "error", code, status = 400 } },
        Turn = SocketTurn.RunAsync,
        OverSocket = true,
    };
}
