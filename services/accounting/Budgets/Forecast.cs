namespace CodexPooler.Accounting.Budgets;

/// <summary>When a budget is used up at its present pace, and how far the pace can be trusted.</summary>
/// <param name="PerHour">The pace, in units of the metric.</param>
/// <param name="ExhaustedAt">Null when the budget lasts until its window ends.</param>
/// <param name="Confidence">1 for a pace as steady as a clock, 0 for one that says nothing.</param>
internal sealed record Forecast(double PerHour, DateTimeOffset? ExhaustedAt, double Confidence)
{
    /// <summary>
    /// The pace is the mean of the past hours of which there may be up to 24; an hour without use counts, the running hour does
    /// not.
    /// Confidence falls with the spread of the hours (the standard error of their mean against the mean) and with few hours.
    /// </summary>
    public static Forecast Of(IReadOnlyList<long> hours, long used, long limit, DateTimeOffset now, DateTimeOffset end)
    {
        var mean = hours.Count == 0 ? 0 : hours.Average();
        if (mean <= 0) return new Forecast(0, used >= limit ? now : null, hours.Count >= 6 ? 0.5 : 0);
        var variance = hours.Sum(hour => (hour - mean) * (hour - mean)) / Math.Max(1, hours.Count - 1);
        var error = Math.Sqrt(variance / hours.Count) / mean;
        var confidence = Math.Clamp(1 - error, 0, 1) * Math.Min(1, hours.Count / 6.0);
        if (used >= limit) return new Forecast(mean, now, confidence);
        var left = (limit - used) / mean;
        var exhausted = left < (end - now).TotalHours ? now.AddHours(left) : (DateTimeOffset?)null;
        return new Forecast(mean, exhausted, confidence);
    }
}
