namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>
/// The faults of the backend over HTTP: before anything is visible, then in the answer, then what is odd but no fault.
/// </summary>
public static class HttpRows
{
    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new(
            "HTTP: 400",
            """{"status":400,"body":{"error":{"code":"invalid_request_error","message":"no"}}}""",
            "HTTP 400 invalid_request_error", "home; 1 upstream", "failed, usage unknown, invalid_request_error"),
        new(
            "HTTP: 401 once",
            """{"expire_token":true}""",
            "complete", "home; 2 upstream", "succeeded, usage known"),
        new(
            "HTTP: 401 always",
            """{"status":401,"body":{"error":{"code":"unauthorized"}}}""",
            "complete", "home, other; 3 upstream", "succeeded, usage known, unauthorized") { Times = 0 },
        new(
            "HTTP: token revoked",
            """{"status":401,"body":{"error":{"code":"token_invalidated"}}}""",
            "complete", "home, other; 3 upstream", "succeeded, usage known, token_invalidated") { Times = 0 },
        new(
            "HTTP: 402",
            """{"status":402}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, http_402"),
        new(
            "HTTP: 403",
            """{"status":403}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, http_403"),
        new(
            "HTTP: 404 model",
            """{"status":404,"body":{"error":{"code":"model_not_found"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, model_not_found"),
        new(
            "HTTP: 408",
            """{"status":408}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, http_408"),
        new(
            "HTTP: 413",
            """{"status":413,"body":{"error":{"code":"request_too_large"}}}""",
            "HTTP 413 request_too_large", "home; 1 upstream", "failed, usage unknown, request_too_large"),
        new(
            "HTTP: 429 usage limit",
            """{"status":429,"body":{"error":{"type":"usage_limit_reached","resets_at":1999999999}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, usage_limit_reached"),
        new(
            "HTTP: 429 usage not included",
            """{"status":429,"body":{"error":{"type":"usage_not_included"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, usage_not_included"),
        new(
            "HTTP: 429 quota",
            """{"status":429,"body":{"error":{"code":"insufficient_quota"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, insufficient_quota"),
        new(
            "HTTP: 429 rate",
            """{"status":429,"headers":{"Retry-After":"3"},"body":{"error":{"code":"rate_limit_exceeded"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, rate_limit_exceeded"),
        new(
            "HTTP: 500",
            """{"status":500}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, http_500"),
        new(
            "HTTP: 502",
            """{"status":502}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, http_502"),
        new(
            "HTTP: 503 retry-after",
            """{"status":503,"headers":{"Retry-After":"2"}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, http_503"),
        new(
            "HTTP: 503 overloaded",
            """{"status":503,"body":{"error":{"code":"server_is_overloaded"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_is_overloaded"),
        new(
            "HTTP: 504",
            """{"status":504}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, http_504"),
        new(
            "HTTP: challenge page",
            """{"html_challenge":true}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, html_403"),
        new(
            "HTTP: page with 200",
            """{"status":200,"body_text":"<html>sorry</html>","content_type":"text/html"}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, html_200"),
        new(
            "HTTP: json instead of a stream",
            """{"status":200,"body":{"error":{"code":"server_error"}}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_error"),
        new(
            "HTTP: hang before headers",
            """{"hang_before_headers":true}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, timeout_headers"),
        new(
            "HTTP: late headers",
            """{"delay_before_headers_ms":300}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: cut before the first event",
            """{"cut_after_events":0}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, stream_error"),
        new(
            "HTTP: reset before the first event",
            """{"cut_after_events":0,"cut_with_reset":true}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, transport"),
        new(
            "HTTP: cut in the first event",
            """{"cut_after_events":0,"cut_mid_event":true}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, stream_error"),
        new(
            "HTTP: cut after created",
            """{"cut_after_events":2}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, stream_error"),
        new(
            "HTTP: silence before the first event",
            """{"hang_after_events":0}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, timeout_firstevent"),
        new(
            "HTTP: silence after created",
            """{"hang_after_events":1}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, timeout_idle"),
        new(
            "HTTP: overloaded in the stream",
            """{"stream_error":{"kind":"failed","code":"server_is_overloaded","after_events":0}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_is_overloaded"),
        new(
            "HTTP: overloaded after created",
            """{"stream_error":{"kind":"failed","code":"server_is_overloaded","after_events":1}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_is_overloaded"),
        new(
            "HTTP: rate limit in the stream",
            """{"stream_error":{"kind":"failed","code":"rate_limit_exceeded","message":"try again in 1.5s","after_events":1}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, rate_limit_exceeded"),
        new(
            "HTTP: usage limit in the stream",
            """{"stream_error":{"kind":"failed","code":"usage_limit_reached","after_events":1,"with_resets":true}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, usage_limit_reached"),
        new(
            "HTTP: server error in the stream",
            """{"stream_error":{"kind":"failed","code":"server_error","after_events":1}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_error"),
        new(
            "HTTP: error event in the stream",
            """{"stream_error":{"kind":"error","code":"server_error","after_events":0}}""",
            "complete", "home, other; 2 upstream", "succeeded, usage known, server_error"),
        new(
            "HTTP: context too long in the stream",
            """{"stream_error":{"kind":"failed","code":"context_length_exceeded","after_events":1}}""",
            "failed context_length_exceeded", "home; 1 upstream", "failed, usage unknown, context_length_exceeded"),
        new(
            "HTTP: cyber policy in the stream",
            """{"stream_error":{"kind":"failed","code":"cyber_policy","after_events":1}}""",
            "failed cyber_policy", "home; 1 upstream", "failed, usage unknown, cyber_policy"),
        new(
            "HTTP: incomplete at once",
            """{"stream_error":{"kind":"incomplete","code":"max_output_tokens","after_events":1}}""",
            "incomplete max_output_tokens", "home; 1 upstream", "succeeded, usage unknown"),
        new(
            "HTTP: cut in the answer",
            """{"cut_after_events":8}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, stream_error"),
        new(
            "HTTP: cut inside an event of the answer",
            """{"cut_after_events":8,"cut_mid_event":true}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, stream_error"),
        new(
            "HTTP: reset in the answer",
            """{"cut_after_events":8,"cut_with_reset":true}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, transport"),
        new(
            "HTTP: silence in the answer",
            """{"hang_after_events":8}""",
            "failed upstream_stream_cut", "home; 1 upstream", "interrupted, usage unknown, timeout_idle"),
        new(
            "HTTP: server error in the answer",
            """{"stream_error":{"kind":"failed","code":"server_error","after_events":8}}""",
            "failed server_error", "home; 1 upstream", "failed, usage unknown, server_error"),
        new(
            "HTTP: overloaded in the answer",
            """{"stream_error":{"kind":"failed","code":"server_is_overloaded","after_events":8}}""",
            "failed server_is_overloaded", "home; 1 upstream", "failed, usage unknown, server_is_overloaded"),
        new(
            "HTTP: usage limit in the answer",
            """{"stream_error":{"kind":"failed","code":"usage_limit_reached","after_events":8,"with_resets":true}}""",
            "failed usage_limit_reached", "home; 1 upstream", "failed, usage unknown, usage_limit_reached"),
        new(
            "HTTP: error event in the answer",
            """{"stream_error":{"kind":"error","code":"server_error","after_events":8}}""",
            "error server_error", "home; 1 upstream", "failed, usage unknown, server_error"),
        new(
            "HTTP: incomplete in the answer",
            """{"stream_error":{"kind":"incomplete","code":"max_output_tokens","after_events":8}}""",
            "incomplete max_output_tokens", "home; 1 upstream", "succeeded, usage unknown"),
        new(
            "HTTP: slow drip",
            """{"drip_ms":15}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: drip of bytes",
            """{"drip_ms":1,"drip_bytes":97}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: wrong content type",
            """{"content_type":"text/plain"}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: line separators",
            """{"line_separators":true}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: event of 5 MiB",
            """{"large_event_bytes":5242880}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: bare CR",
            """{"delimiter":"cr"}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: CRLF",
            """{"delimiter":"crlf"}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: malformed event",
            """{"malformed_event":true}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: usage left out",
            """{"omit_usage":true}""",
            "complete", "home; 1 upstream", "succeeded, usage unknown") { HidesUsage = true },
        new(
            "HTTP: late quota",
            """{"late_quota_seconds":1}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
        new(
            "HTTP: clock skew",
            """{"clock_skew_seconds":86400}""",
            "complete", "home; 1 upstream", "succeeded, usage known"),
    ];
}
