namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>Faults before the answer of turns over a socket that send the whole conversation: they may go elsewhere.</summary>
public static class SocketRows
{
    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new(
            "Socket: 400",
            """{"status":400,"body":{"error":{"code":"invalid_request_error","message":"no"}}}""",
            "400 error invalid_request_error", "home; 1 upstream", "failed, usage unknown, invalid_request_error"),
        new(
            "Socket: 401 once",
            """{"expire_token":true}""",
            "complete", "home, home; 2 upstream", "succeeded, usage known, token_expired"),
        new(
            "Socket: 401 always",
            """{"status":401,"body":{"error":{"code":"unauthorized"}}}""",
            "complete", "home, home, other; 3 upstream", "succeeded, usage known, unauthorized, unauthorized") { Times = 0 },
        new(
            "Socket: 403",
            """{"status":403,"body":{"error":{"code":"forbidden"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, forbidden"),
        new(
            "Socket: 429 usage limit",
            """{"status":429,"body":{"error":{"type":"usage_limit_reached","resets_at":1999999999}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, usage_limit_reached"),
        new(
            "Socket: 429 rate",
            """{"status":429,"body":{"error":{"code":"rate_limit_exceeded"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, rate_limit_exceeded"),
        new(
            "Socket: 500",
            """{"status":500,"body":{"error":{"type":"server_error"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_error"),
        new(
            "Socket: 503 overloaded",
            """{"status":503,"body":{"error":{"code":"server_is_overloaded"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_is_overloaded"),
        new(
            "Socket: connection limit",
            """{"stream_error":{"kind":"error","code":"websocket_connection_limit_reached","status":400,"after_events":0}}""",
            "complete", "home, home; 2 upstream", "succeeded, usage known, websocket_connection_limit_reached"),
        new(
            "Socket: response not found",
            """{"stream_error":{"kind":"error","code":"previous_response_not_found","status":400,"after_events":0}}""",
            "400 error previous_response_not_found", "home; 1 upstream", "failed, usage unknown, previous_response_not_found"),
        new(
            "Socket: overloaded",
            """{"stream_error":{"kind":"failed","code":"server_is_overloaded","after_events":0}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_is_overloaded"),
        new(
            "Socket: rate limit after created",
            """{"stream_error":{"kind":"failed","code":"rate_limit_exceeded","after_events":1}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, rate_limit_exceeded"),
        new(
            "Socket: server error after created",
            """{"stream_error":{"kind":"failed","code":"server_error","after_events":1}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_error"),
        new(
            "Socket: context too long",
            """{"stream_error":{"kind":"failed","code":"context_length_exceeded","after_events":1}}""",
            "failed context_length_exceeded", "home; 1 upstream", "failed, usage unknown, context_length_exceeded"),
        new(
            "Socket: error frame without status",
            """{"stream_error":{"kind":"error","code":"server_error","after_events":0}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_error"),
        new(
            "Socket: silence",
            """{"hang_before_headers":true}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, timeout_firstevent"),
        new(
            "Socket: silence before created",
            """{"hang_after_events":0}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, timeout_idle"),
        new(
            "Socket: silence after created",
            """{"hang_after_events":1}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, timeout_idle"),
        new(
            "Socket: cut",
            """{"cut_after_events":0}""",
            "complete", "home, home; 2 upstream", "succeeded, usage known, close_1006"),
        new(
            "Socket: cut inside a message",
            """{"cut_after_events":0,"cut_mid_event":true}""",
            "complete", "home, home; 2 upstream", "succeeded, usage known, close_1006"),
        new(
            "Socket: cut after created",
            """{"cut_after_events":1}""",
            "complete", "home, home; 2 upstream", "succeeded, usage known, close_1006"),
        new(
            "Socket: cut twice",
            """{"cut_after_events":0}""",
            "complete", "home, home, other; 3 upstream", "succeeded, usage known, close_1006, close_1006") { Times = 2 },
        new(
            "Socket: close 1000",
            """{"close_code":1000}""",
            "complete", "home, home; 2 upstream", "succeeded, usage known, close_1000"),
        new(
            "Socket: close 1001",
            """{"close_code":1001}""",
            "complete", "home, home; 2 upstream", "succeeded, usage known, close_1001"),
        new(
            "Socket: close 1008",
            """{"close_code":1008}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, close_1008"),
        new(
            "Socket: close 1009",
            """{"close_code":1009}""",
            "413 error request_too_large", "home; 1 upstream", "failed, usage unknown, close_1009"),
        new(
            "Socket: close 1011",
            """{"close_code":1011}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, close_1011"),
        new(
            "Socket: close 1012",
            """{"close_code":1012}""",
            "complete", "home, home; 2 upstream", "succeeded, usage known, close_1012"),
        new(
            "Socket: message too long",
            """{"max_message_bytes":64}""",
            "413 error request_too_large", "home; 1 upstream", "failed, usage unknown, close_1009"),
    ];
}
