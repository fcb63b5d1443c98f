using System.Globalization;
using System.Net.Http.Headers;
using CodexPooler.Edge.Relay;

namespace CodexPooler.Edge.Upstream;

/// <summary>
/// Reads what response headers say of quota windows: `x-codex-primary-used-percent` and its family for any limit.
/// </summary>
internal static class UpstreamQuota
{
    private const string UsedPercent = "-used-percent";

    public static void Read(HttpResponseHeaders headers, List<QuotaReading> into)
    {
        foreach (var header in headers.NonValidated)
            if (Window(header.Key) is { } window)
                Take(window, header.Value.ToString(), name => Value(headers, name), into);
    }

    public static void Read(UpstreamAnswer answer, StreamObservation into)
    {
        foreach (var (name, value) in answer.Headers)
            if (Window(name) is { } window)
                Take(window, value, answer.Value, into.Quota);
    }

    private static string? Window(string header) =>
        header.StartsWith("x-", StringComparison.OrdinalIgnoreCase)
        && header.EndsWith(UsedPercent, StringComparison.OrdinalIgnoreCase)
            ? header[..^UsedPercent.Length]
            : null;

    private static void Take(string window, string percent, Func<string, string?> beside, List<QuotaReading> into)
    {
        var slot = window.LastIndexOf('-');
        if (slot < 2 || Number(percent) is not { } used || used is < 0 or > 100) return;
        var limit = window[2..slot].ToLowerInvariant();
        var minutes = Number(beside(window + "-window-minutes")) ?? 0;
        var reset = Number(beside(window + "-reset-at"));
        into.Add(new(limit == "codex" ? RateLimitEvent.AccountLimit : limit.Replace('-', '_'), used,
            (int)Math.Clamp(minutes, 0, int.MaxValue),
            reset is > 0 and < 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds((long)reset) : null, FromStream: false));
    }

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;
}
