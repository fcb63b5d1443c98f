namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>Faults of the upgrade itself: the session's account is asked for a new connection, and refuses.</summary>
public static class UpgradeRows
{
    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new(
            "Upgrade: 401 once",
            """{"expire_token":true}""",
            "complete", "home; 1 upstream", "succeeded, usage known") { Route = "responses.handshake" },
        new(
            "Upgrade: 401 always",
            """{"status":401,"body":{"error":{"code":"unauthorized"}}}""",
            "complete", "home, other; 1 upstream",
            "succeeded, usage known, unauthorized") { Route = "responses.handshake", Times = 0 },
        new(
            "Upgrade: 403",
            """{"status":403}""",
            "complete", "home, other; 1 upstream", "succeeded, usage known, http_403") { Route = "responses.handshake" },
        new(
            "Upgrade: 429 usage limit",
            """{"status":429,"body":{"error":{"type":"usage_limit_reached","resets_at":1999999999}}}""",
            "complete", "home, other; 1 upstream",
            "succeeded, usage known, usage_limit_reached") { Route = "responses.handshake" },
        new(
            "Upgrade: 500",
            """{"status":500}""",
            "complete", "home, other; 1 upstream", "succeeded, usage known, http_500") { Route = "responses.handshake" },
        new(
            "Upgrade: 503 overloaded",
            """{"status":503,"body":{"error":{"code":"server_is_overloaded"}}}""",
            "complete", "home, other; 1 upstream",
            "succeeded, usage known, server_is_overloaded") { Route = "responses.handshake" },
        new(
            "Upgrade: challenge page",
            """{"html_challenge":true}""",
            "complete", "home, other; 1 upstream", "succeeded, usage known, html_403") { Route = "responses.handshake" },
        new(
            "Upgrade: hang",
            """{"hang_before_headers":true}""",
            "complete", "home, other; 1 upstream", "succeeded, usage known, timeout_headers") { Route = "responses.handshake" },
    ];
}
