using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;

namespace CodexPooler.Routing.Tests.Faults;

/// <summary>A signal for every row of the taxonomy, as an edge would report it.</summary>
internal static class FaultSamples
{
    public static readonly IReadOnlyDictionary<string, FaultSignal> ByRule = new Dictionary<string, FaultSignal>
    {
        ["credits_depleted"] = new()
        {
            Kind = FaultKind.HttpStatus,
            Status = 429,
            LimitReachedType = "workspace_member_credits_depleted",
        },
        ["usage_limit"] = Told.Status(429, "usage_limit_reached"),
        ["plan_without_codex"] = Told.Status(429, "usage_not_included"),
        ["credential_missing"] = new() { Kind = FaultKind.Credential },
        ["credential_revoked"] = Told.Status(401, "token_invalidated"),
        ["unauthorized_again"] = Told.Status(401),
        ["unauthorized"] = Told.Status(401),
        ["client_gone"] = new() { Kind = FaultKind.ClientGone },
        ["continuity_lost"] = Told.Status(400, "previous_response_not_found"),
        ["model_unsupported"] = Told.Status(404, "model_not_found"),
        ["request_rejected"] = Told.Status(400, "context_length_exceeded"),
        ["message_too_large"] = new() { Kind = FaultKind.SocketClose, CloseCode = 1009 },
        ["response_too_large"] = new() { Kind = FaultKind.ResponseTooLarge },
        ["overloaded"] = new() { Kind = FaultKind.StreamError, Code = "server_is_overloaded" },
        ["front_page"] = new() { Kind = FaultKind.HttpStatus, Status = 403, Html = true },
        ["rate_limited"] = Told.Status(429, "rate_limit_exceeded"),
        ["connection_limit"] = new() { Kind = FaultKind.StreamError, Code = "websocket_connection_limit_reached" },
        ["upgrade_refused"] = Told.Status(426, "upgrade_refused"),
        ["socket_ended_again"] = new() { Kind = FaultKind.SocketClose, CloseCode = 1006 },
        ["socket_ended"] = new() { Kind = FaultKind.SocketClose, CloseCode = 1000 },
        ["socket_policy"] = new() { Kind = FaultKind.SocketClose, CloseCode = 1008 },
        ["socket_error"] = new() { Kind = FaultKind.SocketClose, CloseCode = 1011 },
        ["network"] = new() { Kind = FaultKind.Transport },
        ["silent_upstream"] = Told.Timeout(TimeoutStage.Headers),
        ["stream_idle"] = Told.Timeout(TimeoutStage.Idle),
        ["no_pong"] = Told.Timeout(TimeoutStage.Pong),
        ["turn_too_long"] = Told.Timeout(TimeoutStage.Total),
        ["payment_required"] = Told.Status(402),
        ["forbidden"] = Told.Status(403),
        ["stream_error"] = new() { Kind = FaultKind.StreamError, Code = "server_error" },
        ["request_timeout"] = Told.Status(408),
        ["server_unavailable"] = Told.Status(503, retryAfter: "7"),
        ["server_failed"] = Told.Status(502),
        ["client_error"] = Told.Status(418),
        ["unclassified"] = new() { Kind = FaultKind.HttpStatus, Status = 302 },
    };
}
