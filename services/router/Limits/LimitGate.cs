using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Limits;

/// <summary>
/// Whether a key may take one more turn. With several replicas each may take, between two confirmations by its peers, its share
/// of what is left, or one single turn; the bound that follows is stated and derived in docs/limits.md.
/// </summary>
internal static class LimitGate
{
    public static LimitRefusal? Check(
        KeyLimits? limits, KeyMeter meter, LimitDemand demand, LimitShares shares, string model, long now)
    {
        if (limits is null)
            return null;

        var check = new LimitCheck(meter, shares, model);
        if (Above(limits.InputTokensPerRequest, demand.InputTokens))
            return check.Refuse(LimitMetric.InputTokensPerRequest, limits.InputTokensPerRequest, 0, demand.InputTokens, 0);
        if (Above(limits.OutputTokensPerRequest, demand.OutputTokens))
            return check.Refuse(LimitMetric.OutputTokensPerRequest, limits.OutputTokensPerRequest, 0, demand.OutputTokens, 0);

        var today = UsageClock.Day(now);
        var reserved = new UsageTotals(0, meter.ReservedTokens, meter.ReservedCostMicros);
        return check.Concurrency(limits.Concurrency)
            ?? Minute(check, limits, demand, reserved, now)
            ?? Days(check, limits, demand, reserved, today)
            ?? Week(check, limits, demand, reserved, today)
            ?? Month(check, limits, demand, reserved, now);
    }

    private static LimitRefusal? Minute(LimitCheck check, KeyLimits limits, LimitDemand demand, UsageTotals reserved, long now)
    {
        if (limits.RequestsPerMinute == 0 && limits.TokensPerMinute == 0)
            return null;

        var minute = UsageClock.Minute(now);
        var used = check.Meter.Series.Minute(minute) + reserved;
        var resets = (minute + 1) * UsageClock.MinuteMs;
        return check.Requests(LimitMetric.RequestsPerMinute, limits.RequestsPerMinute, used, demand, resets)
            ?? check.Tokens(LimitMetric.TokensPerMinute, limits.TokensPerMinute, used, demand, resets);
    }

    private static LimitRefusal? Days(LimitCheck check, KeyLimits limits, LimitDemand demand, UsageTotals reserved, long today)
    {
        if (limits.RequestsPerDay == 0 && limits.TokensPerDay == 0 && limits.MicroDollarsPerDay == 0)
            return null;

        var used = check.Meter.Series.Days(today, today) + reserved;
        var resets = (today + 1) * UsageClock.DayMs;
        return check.Requests(LimitMetric.RequestsPerDay, limits.RequestsPerDay, used, demand, resets)
            ?? check.Tokens(LimitMetric.TokensPerDay, limits.TokensPerDay, used, demand, resets)
            ?? check.Cost(LimitMetric.CostPerDay, limits.MicroDollarsPerDay, used, demand, resets);
    }

    private static LimitRefusal? Week(LimitCheck check, KeyLimits limits, LimitDemand demand, UsageTotals reserved, long today)
    {
        if (limits.RequestsPerWeek == 0 && limits.TokensPerWeek == 0 && limits.MicroDollarsPerWeek == 0)
            return null;

        // Rolling: today and the six days before it. Room appears when the oldest day with use leaves the seven.
        var used = check.Meter.Series.Days(today - 6, today) + reserved;
        var resets = (check.Meter.Series.FirstUsedDay(today - 6, today) + 7) * UsageClock.DayMs;
        return check.Requests(LimitMetric.RequestsPerWeek, limits.RequestsPerWeek, used, demand, resets)
            ?? check.Tokens(LimitMetric.TokensPerWeek, limits.TokensPerWeek, used, demand, resets)
            ?? check.Cost(LimitMetric.CostPerWeek, limits.MicroDollarsPerWeek, used, demand, resets);
    }

    private static LimitRefusal? Month(LimitCheck check, KeyLimits limits, LimitDemand demand, UsageTotals reserved, long now)
    {
        if (limits.MicroDollarsPerMonth == 0)
            return null;

        var used = check.Meter.Series.Days(UsageClock.FirstDayOfMonth(now), UsageClock.Day(now)) + reserved;
        return check.Cost(LimitMetric.CostPerMonth, limits.MicroDollarsPerMonth, used, demand, UsageClock.NextMonth(now));
    }

    private static bool Above(long limit, long value) => limit > 0 && value > limit;
}
