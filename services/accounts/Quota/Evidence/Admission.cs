using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>Which readings are taken at all.</summary>
internal static class Admission
{
    private const int LongestWindowMinutes = 366 * 24 * 60;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public static bool Takes(QuotaReading reading, DateTimeOffset now) =>
        double.IsFinite(reading.UsedPercent) && reading.UsedPercent is >= 0 and <= 100
        && reading.Minutes is > 0 and <= LongestWindowMinutes
        && reading.Source != QuotaSource.Unspecified
        && reading.Limit.Length <= 128
        && IsNotAhead(reading.ObservedAtMs, now);

    /// <summary>A clock that runs ahead would pin its reading above every honest one.</summary>
    public static bool IsNotAhead(long observedAtMs, DateTimeOffset now) =>
        observedAtMs > 0 && observedAtMs <= (now + ClockSkew).ToUnixTimeMilliseconds();
}
