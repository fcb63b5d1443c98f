using System.Globalization;

namespace CodexPooler.Simulator.Quota;

/// <summary>The x-codex-* headers of HTTP answers and error frames.</summary>
internal static class RateLimitHeaders
{
    public static IEnumerable<KeyValuePair<string, string>> Of(QuotaState quota, string? activeLimit = null)
    {
        yield return new("x-codex-plan-type", quota.Plan);
        yield return new("x-codex-active-limit", activeLimit ?? "premium");
        foreach (var header in OfLimit("x-codex", quota.Account)) yield return header;
        foreach (var meter in quota.Meters)
        {
            // codex_bengalfox travels as x-codex-bengalfox-*.
            var family = "x-" + meter.LimitId!.Replace('_', '-');
            yield return new($"{family}-limit-name", meter.LimitName!);
            foreach (var header in OfLimit(family, meter)) yield return header;
        }
        yield return new("x-codex-credits-has-credits", Flag(quota.Credits.HasCredits));
        yield return new("x-codex-credits-unlimited", Flag(quota.Credits.Unlimited));
        yield return new("x-codex-credits-balance", quota.Credits.Balance);
    }

    private static IEnumerable<KeyValuePair<string, string>> OfLimit(string family, LimitState limit)
    {
        foreach (var window in limit.Windows)
        {
            var prefix = $"{family}-{(window.Slot == WindowSlot.Primary ? "primary" : "secondary")}";
            yield return new($"{prefix}-used-percent", window.UsedPercent.ToString(CultureInfo.InvariantCulture));
            yield return new($"{prefix}-window-minutes", window.Minutes.ToString(CultureInfo.InvariantCulture));
            yield return new($"{prefix}-reset-after-seconds", window.ResetAfterSeconds.ToString(CultureInfo.InvariantCulture));
            yield return new($"{prefix}-reset-at", window.ResetAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        }
        if (limit.Slot(WindowSlot.Primary) is not null && limit.Slot(WindowSlot.Secondary) is not null)
        {
            yield return new($"{family}-primary-over-secondary-limit-percent", "0");
        }
    }

    private static string Flag(bool value) => value ? "True" : "False";
}
