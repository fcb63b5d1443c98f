using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Polling;

/// <summary>
/// When an account is asked next: often near a limit, now and then while it serves, rarely when idle, and just after a reset.
/// </summary>
internal static class PollRhythm
{
    private const double NearLimitPercent = 85;
    private const int ServingFactor = 3;
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AfterReset = TimeSpan.FromSeconds(5);

    /// <param name="unit">From 0 to 1, an account's own: keeps accounts from being asked together.</param>
    public static DateTimeOffset Next(AccountEvidence evidence, DateTimeOffset asked, InstanceValues values, double unit)
    {
        var windows = evidence.Current();
        var interval = Interval(windows, evidence, asked, values);
        var next = asked + (interval * (0.9 + (unit * 0.2)));
        foreach (var window in windows.Where(window => window.ResetsAtMs > 0))
        {
            var reset = DateTimeOffset.FromUnixTimeMilliseconds(window.ResetsAtMs) + AfterReset + (AfterReset * unit);
            if (reset > asked && reset < next) next = reset;
        }

        return next;
    }

    private static TimeSpan Interval(
        IReadOnlyList<QuotaReading> windows, AccountEvidence evidence, DateTimeOffset asked, InstanceValues values)
    {
        if (windows.Any(window => window.UsedPercent >= NearLimitPercent && !window.Exhausted)) return values.PollActive;
        var since = (asked - Recent).ToUnixTimeMilliseconds();
        var serves = evidence.Readings.Any(reading => reading.Source != QuotaSource.UsageApi && reading.ObservedAtMs >= since);
        if (!serves) return values.PollIdle;
        var serving = values.PollActive * ServingFactor;
        return serving < values.PollIdle ? serving : values.PollIdle;
    }
}
