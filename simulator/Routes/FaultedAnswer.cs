using System.Text.Json;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Ledger;

namespace CodexPooler.Simulator.Routes;

/// <summary>Faults that answer in place of the endpoint.</summary>
internal static class FaultedAnswer
{
    private const string Challenge = """
        <!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head>
        <body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>
        """;

    /// <summary>True when the fault has answered; false when the endpoint must serve.</summary>
    public static async Task<bool> TryAsync(HttpContext context, UpstreamCall call)
    {
        if (call.Effect is not { } effect) return false;
        call.Entry.Note(row => row with { Fault = call.Fault!.Id });
        if (effect.ExpireToken)
        {
            context.RequestServices.GetRequiredService<BearerGate>().Expire(call.Account);
            call.Entry.End(Outcomes.Unauthorized, 401, Accounts.AccessVerdict.Expired.Code);
            await BackendErrors.UnauthorizedAsync(context, Accounts.AccessVerdict.Expired);
            return true;
        }
        if (effect.HangBeforeHeaders) await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        if (effect.DelayBeforeHeadersMs is { } delay) await Task.Delay(delay, context.RequestAborted);
        if (effect.HtmlChallenge)
        {
            context.Response.Headers["cf-mitigated"] = "challenge";
            await WriteAsync(context, call, effect.Status ?? 403, effect.ContentType ?? "text/html; charset=UTF-8", Challenge);
            return true;
        }
        AddHeaders(context, effect);
        if (effect.Status is not { } status) return false;
        var body = effect.BodyText ?? (effect.Body is { ValueKind: not JsonValueKind.Undefined } json ? json.GetRawText() : "");
        await WriteAsync(context, call, status, effect.ContentType ?? "application/json", body);
        return true;
    }

    private static void AddHeaders(HttpContext context, FaultEffect effect)
    {
        foreach (var (name, value) in effect.Headers ?? new Dictionary<string, string>()) context.Response.Headers[name] = value;
    }

    private static Task WriteAsync(HttpContext context, UpstreamCall call, int status, string contentType, string body)
    {
        call.Entry.End(Outcomes.Fault, status);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return WholeBody.WriteAsync(context, body);
    }
}
