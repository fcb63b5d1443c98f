namespace CodexPooler.Simulator.Faults;

internal static class FaultRuleCheck
{
    /// <summary>What is wrong with the rule, or null.</summary>
    public static string? Problem(FaultRule rule) => rule switch
    {
        { Nth: < 1 } => "nth counts from 1.",
        { Times: < 0 } => "times must be 0 (all) or more.",
        { Transport: not (null or "http" or "websocket") } => "transport must be http or websocket.",
        { Effect.Delimiter: not (null or "lf" or "crlf" or "cr") } => "delimiter must be lf, crlf or cr.",
        { Effect.Status: < 100 or > 599 } => "status must be an HTTP status.",
        { Effect.CloseCode: < 1000 or > 4999 } => "close_code must be 1000 to 4999.",
        { Effect.StreamError.Kind: not ("failed" or "error" or "incomplete") } =>
            "stream_error.kind must be failed, error or incomplete.",
        { Effect.CutMidEvent: true, Effect.CutAfterEvents: null } => "cut_mid_event needs cut_after_events.",
        { Effect.DripBytes: not null, Effect.DripMs: null } => "drip_bytes needs drip_ms.",
        _ => null,
    };
}
