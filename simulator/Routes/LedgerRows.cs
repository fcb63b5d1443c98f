using CodexPooler.Simulator.Ledger;

namespace CodexPooler.Simulator.Routes;

internal static class LedgerRows
{
    public static LedgerRow From(HttpContext context, SimulatedRoute route, string? account)
    {
        var headers = context.Request.Headers;
        return new LedgerRow
        {
            Account = account,
            Route = route.Name,
            Transport = context.WebSockets.IsWebSocketRequest ? "websocket" : "http",
            Status = StatusCodes.Status200OK,
            ConnectionId = context.Connection.Id,
            Originator = NullIfEmpty(headers["originator"]),
            // Versions up to 0.125 write it with an underscore.
            SessionId = NullIfEmpty(headers["session-id"]) ?? NullIfEmpty(headers["session_id"]),
            TurnState = NullIfEmpty(headers["x-codex-turn-state"]),
            ContentEncoding = NullIfEmpty(headers.ContentEncoding),
        };
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
