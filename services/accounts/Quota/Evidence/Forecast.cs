using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>
/// How fast a window is being used up, and whether it lasts: from this cycle's readings of the last hour, else from the cycle's
/// start.
/// </summary>
internal static class Forecast
{
    private const long DriftMs = 300_000;
    private const long LookBackMs = 3_600_000;
    private const long ShortestSpanMs = 300_000;
    private const double HourMs = 3_600_000;

    public static QuotaForecast? Of(QuotaReading current, IEnumerable<QuotaReading> log, DateTimeOffset now)
    {
        if (current.ResetsAtMs <= now.ToUnixTimeMilliseconds()) return null;
        if (Rate(current, log) is not { } rate) return null;
        var forecast = new QuotaForecast { PercentPerHour = Math.Round(rate, 3) };
        if (rate <= 0)
        {
            forecast.LastsUntilReset = !current.Exhausted;
            return forecast;
        }

        var exhausted = current.ObservedAtMs + ((100 - current.UsedPercent) / rate * HourMs);
        forecast.LastsUntilReset = exhausted >= current.ResetsAtMs;
        if (!forecast.LastsUntilReset)
            forecast.ExhaustedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds((long)exhausted));
        return forecast;
    }

    private static double? Rate(QuotaReading current, IEnumerable<QuotaReading> log)
    {
        var first = log.Where(reading => Math.Abs(reading.ResetsAtMs - current.ResetsAtMs) <= DriftMs
                && current.ObservedAtMs - reading.ObservedAtMs <= LookBackMs)
            .MinBy(reading => reading.ObservedAtMs);
        if (first is not null && current.ObservedAtMs - first.ObservedAtMs >= ShortestSpanMs)
            return (current.UsedPercent - first.UsedPercent) / ((current.ObservedAtMs - first.ObservedAtMs) / HourMs);

        var sinceStart = current.ObservedAtMs - (current.ResetsAtMs - (current.Minutes * 60_000L));
        return sinceStart >= ShortestSpanMs ? current.UsedPercent / (sinceStart / HourMs) : null;
    }
}
