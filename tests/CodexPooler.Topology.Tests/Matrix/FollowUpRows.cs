namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>Faults of turns over a socket that continue the last response by its id: they are bound to their account.</summary>
public static class FollowUpRows
{
    private const string Again = "400 error websocket_connection_limit_reached, sends again: complete";

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new(
            "Follow-up: 400",
            """{"status":400,"body":{"error":{"code":"invalid_request_error","message":"no"}}}""",
            "400 error invalid_request_error", "home; 1 upstream", "failed, usage unknown, invalid_request_error"),
        new(
            "Follow-up: 401 once",
            """{"expire_token":true}""",
            Again, "home, home; then home; 2 upstream", "refused, usage unknown, token_expired; then succeeded, usage known"),
        new(
            "Follow-up: 401 always",
            """{"status":401,"body":{"error":{"code":"unauthorized"}}}""",
            Again, "home, home; then home, home, other; 4 upstream",
            "refused, usage unknown, unauthorized; then succeeded, usage known, unauthorized, unauthorized") { Times = 0 },
        new(
            "Follow-up: 403",
            """{"status":403,"body":{"error":{"code":"forbidden"}}}""",
            Again, "home; then other; 2 upstream", "refused, usage unknown, forbidden; then succeeded, usage known"),
        new(
            "Follow-up: 429 usage limit",
            """{"status":429,"body":{"error":{"type":"usage_limit_reached","resets_at":1999999999}}}""",
            Again, "home; then other; 2 upstream", "refused, usage unknown, usage_limit_reached; then succeeded, usage known"),
        new(
            "Follow-up: 429 rate",
            """{"status":429,"body":{"error":{"code":"rate_limit_exceeded","message":"try again in 20s"}}}""",
            Again, "home; then other; 2 upstream", "refused, usage unknown, rate_limit_exceeded; then succeeded, usage known"),
        new(
            "Follow-up: 500",
            """{"status":500,"body":{"error":{"type":"server_error"}}}""",
            Again, "home; then home; 2 upstream", "refused, usage unknown, server_error; then succeeded, usage known"),
        new(
            "Follow-up: 503 overloaded",
            """{"status":503,"body":{"error":{"code":"server_is_overloaded","message":"try again in 20s"}}}""",
            Again, "home; then other; 2 upstream", "refused, usage unknown, server_is_overloaded; then succeeded, usage known"),
        new(
            "Follow-up: connection limit",
            """{"stream_error":{"kind":"error","code":"websocket_connection_limit_reached","status":400,"after_events":0}}""",
            Again, "home, home; then home; 2 upstream",
            "refused, usage unknown, websocket_connection_limit_reached; then succeeded, usage known"),
        new(
            "Follow-up: response not found",
            """{"stream_error":{"kind":"error","code":"previous_response_not_found","status":400,"after_events":0}}""",
            Again, "home; then home; 2 upstream",
            "refused, usage unknown, previous_response_not_found; then succeeded, usage known"),
        new(
            "Follow-up: overloaded",
            """{"stream_error":{"kind":"failed","code":"server_is_overloaded","message":"try again in 20s","after_events":0}}""",
            Again, "home; then other; 2 upstream", "refused, usage unknown, server_is_overloaded; then succeeded, usage known"),
        new(
            "Follow-up: rate limit after created",
            """{"stream_error":{"kind":"failed","code":"rate_limit_exceeded","message":"try again in 20s","after_events":1}}""",
            Again, "home; then other; 2 upstream", "refused, usage unknown, rate_limit_exceeded; then succeeded, usage known"),
        new(
            "Follow-up: server error after created",
            """{"stream_error":{"kind":"failed","code":"server_error","after_events":1}}""",
            Again, "home; then home; 2 upstream", "refused, usage unknown, server_error; then succeeded, usage known"),
        new(
            "Follow-up: context too long",
            """{"stream_error":{"kind":"failed","code":"context_length_exceeded","after_events":1}}""",
            "failed context_length_exceeded", "home; 1 upstream", "failed, usage unknown, context_length_exceeded"),
        new(
            "Follow-up: error frame without status",
            """{"stream_error":{"kind":"error","code":"server_error","after_events":0}}""",
            Again, "home; then home; 2 upstream", "refused, usage unknown, server_error; then succeeded, usage known"),
        new(
            "Follow-up: silence",
            """{"hang_before_headers":true}""",
            Again, "home; then home; 2 upstream", "refused, usage unknown, timeout_firstevent; then succeeded, usage known"),
        new(
            "Follow-up: silence after created",
            """{"hang_after_events":1}""",
            Again, "home; then home; 2 upstream", "refused, usage unknown, timeout_idle; then succeeded, usage known"),
        new(
            "Follow-up: cut",
            """{"cut_after_events":0}""",
            Again, "home, home; then home; 2 upstream", "refused, usage unknown, close_1006; then succeeded, usage known"),
        new(
            "Follow-up: cut after created",
            """{"cut_after_events":1}""",
            Again, "home, home; then home; 2 upstream", "refused, usage unknown, close_1006; then succeeded, usage known"),
        new(
            "Follow-up: close 1000",
            """{"close_code":1000}""",
            Again, "home, home; then home; 2 upstream", "refused, usage unknown, close_1000; then succeeded, usage known"),
        new(
            "Follow-up: close 1001",
            """{"close_code":1001}""",
            Again, "home, home; then home; 2 upstream", "refused, usage unknown, close_1001; then succeeded, usage known"),
        new(
            "Follow-up: close 1008",
            """{"close_code":1008}""",
            Again, "home; then other; 2 upstream", "refused, usage unknown, close_1008; then succeeded, usage known"),
        new(
            "Follow-up: close 1009",
            """{"close_code":1009}""",
            "413 error request_too_large", "home; 1 upstream", "failed, usage unknown, close_1009"),
        new(
            "Follow-up: close 1011",
            """{"close_code":1011}""",
            Again, "home; then home; 2 upstream", "refused, usage unknown, close_1011; then succeeded, usage known"),
        new(
            "Follow-up: close 1012",
            """{"close_code":1012}""",
            Again, "home, home; then home; 2 upstream", "refused, usage unknown, close_1012; then succeeded, usage known"),
        new(
            "Follow-up: message too long",
            """{"max_message_bytes":64}""",
            "413 error request_too_large", "home; 1 upstream", "failed, usage unknown, close_1009"),
        new(
            "Follow-up: cut in the answer",
            """{"cut_after_events":8}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, close_1006"),
        new(
            "Follow-up: cut inside a message of the answer",
            """{"cut_after_events":8,"cut_mid_event":true}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, close_1006"),
        new(
            "Follow-up: silence in the answer",
            """{"hang_after_events":8}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, timeout_idle"),
        new(
            "Follow-up: close 1000 in the answer",
            """{"close_code":1000,"cut_after_events":8}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, stream_error"),
        new(
            "Follow-up: close 1011 in the answer",
            """{"close_code":1011,"cut_after_events":8}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, close_1011"),
        new(
            "Follow-up: server error in the answer",
            """{"stream_error":{"kind":"failed","code":"server_error","after_events":8}}""",
            "failed server_error", "home; 1 upstream", "failed, usage unknown, server_error"),
        new(
            "Follow-up: error frame in the answer",
            """{"stream_error":{"kind":"error","code":"server_error","status":500,"after_events":8}}""",
            "500 error server_error", "home; 1 upstream", "failed, usage unknown, server_error"),
        new(
            "Follow-up: usage limit in the answer",
            """{"stream_error":{"kind":"error","code":"usage_limit_reached","status":429,"after_events":8,"with_resets":true}}""",
            "429 error usage_limit_reached", "home; 1 upstream", "failed, usage unknown, usage_limit_reached"),
        new(
            "Follow-up: incomplete in the answer",
            """{"stream_error":{"kind":"incomplete","code":"max_output_tokens","after_events":8}}""",
            "incomplete max_output_tokens", "home; 1 upstream", "succeeded, usage unknown"),
        new(
            "Follow-up: slow drip",
            """{"drip_ms":15}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "Follow-up: line separators",
            """{"line_separators":true}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "Follow-up: message of 5 MiB",
            """{"large_event_bytes":5242880}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "Follow-up: malformed message",
            """{"malformed_event":true}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "Follow-up: usage left out",
            """{"omit_usage":true}""",
            "complete", "home; 1 upstream", "succeeded, usage unknown") { HidesUsage = true },
        new(
            "Follow-up: late quota",
            """{"late_quota_seconds":1}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
    ];
}
