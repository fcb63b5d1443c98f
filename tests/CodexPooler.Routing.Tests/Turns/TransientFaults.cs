namespace CodexPooler.Routing.Tests.Turns;

/// <summary>What passes by itself: effects of the simulator's fault script that say nothing about an account's quota.</summary>
internal static class TransientFaults
{
    private static readonly object[] Effects =
    [
        new { stream_error = new { kind = "failed", code = "server_is_overloaded", after_events = 1 } },
        new { status = 500 },
        new { cut_after_events = 0 },
        new { status = 429, body = new { error = new { type = "rate_limit_exceeded", message = "Too many at once." } } },
        new { delay_before_headers_ms = 40, drip_ms = 2 },
        new { cut_after_events = 1, cut_with_reset = true },
    ];

    public static object Effect(int number) => Effects[number % Effects.Length];
}
