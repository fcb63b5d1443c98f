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
        {
            if (!header.Key.StartsWith("x-", StringComparison.OrdinalIgnoreCase)
                || !header.Key.EndsWith(UsedPercent, StringComparison.OrdinalIgnoreCase))
                continue;
            var window = header.Key[..^UsedPercent.Length];
            var slot = window.LastIndexOf('-');
            if (slot < 2 || Number(header.Value.ToString()) is not { } used || used is < 0 or > 100) continue;

            var limit = window[2..slot].ToLowerInvariant();
            var minutes = Number(Value(headers, window + "-window-minutes")) ?? 0;
            var reset = Number(Value(headers, window + "-reset-at"));
            into.Add(new(limit == "codex" ? RateLimitEvent.AccountLimit : limit.Replace('-', '_'), used,
                (int)Math.Clamp(minutes, 0, int.MaxValue),
                reset is > 0 and < 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds((long)reset) : null, FromStream: false));
        }
    }

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;
}
