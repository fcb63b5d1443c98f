namespace CodexPooler.Routing.Tests.Turns;

/// <summary>The rows an upstream can bring about over HTTP.</summary>
internal static class HttpFaultCases
{
    private static readonly object SpentPlan = new
    {
        id = FaultsOnTheWireTests.First,
        plan = "plus",
        quota = new { windows = new[] { new { slot = "primary", minutes = 300, tokens = 1000, used_tokens = 1000 } } },
    };

    public static readonly FaultCase[] All =
    [
        Refused("credits_depleted", 429, "usage_limit_reached") with
        {
            Effect = new
            {
                status = 429,
                body = Error("usage_limit_reached"),
                headers = new Dictionary<string, string>
                {
                    ["x-codex-rate-limit-reached-type"] = "workspace_member_credits_depleted",
                },
            },
        },
        new("usage_limit") { Arrange = rig => rig.ControlAsync("accounts", SpentPlan) },
        Refused("plan_without_codex", 429, "usage_not_included"),
        new("credential_missing") { Arrange = rig => Told(rig.Credentials.Without.Add(FaultsOnTheWireTests.First)) },
        Refused("credential_revoked", 401, "token_invalidated") with { Times = 0 },
        Refused("unauthorized_again", 401, "token_expired") with { Times = 0 },
        Failed("unauthorized", "token_expired"),
        new("client_gone") { Effect = new { hang_after_events = 8 }, Turn = LeaveAsync },
        Refused("continuity_lost", 400, "previous_response_not_found"),
        Refused("model_unsupported", 404, "model_not_found"),
        Failed("request_rejected", "context_length_exceeded"),
        Refused("message_too_large", 413, ""),
        new("response_too_large")
        {
            Effect = new { content_type = "application/json", large_event_bytes = 2_000_000 },
            Settings = ["Edge:Upstream:MaxReplyBytes=1048576"],
        },
        Failed("overloaded", "server_is_overloaded"),
        new("front_page") { Effect = new { html_challenge = true } },
        Failed("rate_limited", "rate_limit_exceeded"),
        new("network") { Effect = new { cut_after_events = 1, cut_with_reset = true } },
        new("silent_upstream")
        {
            Effect = new { hang_before_headers = true },
            Settings = ["Edge:Upstream:HeadersTimeout=00:00:01"],
        },
        new("stream_idle") { Effect = new { hang_after_events = 1 }, Settings = ["Edge:Upstream:IdleTimeout=00:00:01"] },
        new("turn_too_long") { Effect = new { hang_after_events = 1 }, Settings = ["Edge:Upstream:TurnTimeout=00:00:01"] },
        Refused("payment_required", 402, ""),
        Refused("forbidden", 403, ""),
        Failed("stream_error", "server_error"),
        Refused("request_timeout", 408, ""),
        new("server_unavailable")
        {
            Effect = new { status = 503, headers = new Dictionary<string, string> { ["retry-after"] = "7" } },
        },
        Refused("server_failed", 502, ""),
        Refused("client_error", 422, ""),
        new("unclassified")
        {
            Effect = new { status = 302, headers = new Dictionary<string, string> { ["location"] = "/elsewhere" } },
        },
    ];

    private static FaultCase Refused(string rule, int status, string code) =>
        new(rule) { Effect = new { status, body = Error(code) } };

    private static FaultCase Failed(string rule, string code) =>
        new(rule) { Effect = new { stream_error = new { kind = "failed", code, after_events = 1 } } };

    private static object Error(string code) => new { error = new { type = code, message = "The simulator was told to fail." } };

    private static Task Told(bool changed) => changed ? Task.CompletedTask : throw new InvalidOperationException("It was so.");

    private static async Task LeaveAsync(TurnRig rig)
    {
        using var leaving = new CancellationTokenSource();
        using var answer = await rig.SendAsync("TOKENS:100END", cancellationToken: leaving.Token);
        await using var stream = await answer.Content.ReadAsStreamAsync(leaving.Token);
        await stream.ReadExactlyAsync(new byte[16], leaving.Token);
    }
}
