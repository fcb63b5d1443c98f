namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>
/// What a window's readings amount to, from the oldest to the newest. Within a cycle the highest use and the first told reset
/// count, because
/// surfaces drift by minutes; a new cycle of an exhausted window must be proved, because idle and cached answers claim zero.
/// </summary>
internal static class CycleFold
{
    private const long Drift = 300_000;
    private const long Sliding = 120_000;
    private const long Confirmation = 180_000;
    private const long EndTolerance = 60_000;
    private const long Fresh = 900_000;

    public static QuotaReading? Fold(IEnumerable<QuotaReading> readings, long redeemedAtMs)
    {
        QuotaReading? current = null;
        QuotaReading? candidate = null;
        foreach (var reading in readings)
        {
            // A reset that had passed when it was told: an old answer, kept somewhere on the way.
            if (reading.ResetsAtMs != 0 && reading.ResetsAtMs < reading.ObservedAtMs - Drift) continue;
            if (current is null || Ended(current, reading) || WasRedeemed(current, reading, redeemedAtMs))
            {
                (current, candidate) = (reading, null);
            }
            else if (SameCycle(current, reading))
            {
                if (reading.UsedPercent > 0) candidate = null;
                current = Join(current, reading);
            }
            else if (IsOlderCycle(current, reading))
            {
                current = Alive(current, reading);
            }
            else if (IsProved(current, reading) || Confirms(candidate, reading))
            {
                (current, candidate) = (reading, null);
            }
            else
            {
                if (candidate is null || !Agrees(candidate, reading)) candidate = reading;
                current = Alive(current, reading);
            }
        }

        return current;
    }

    private static bool Ended(QuotaReading current, QuotaReading reading) =>
        current.ResetsAtMs != 0 && current.ResetsAtMs <= reading.ObservedAtMs + EndTolerance && !IsNear(current, reading);

    private static bool SameCycle(QuotaReading current, QuotaReading reading) =>
        reading.ResetsAtMs == 0 || current.ResetsAtMs == 0 || IsNear(current, reading);

    private static bool IsNear(QuotaReading one, QuotaReading other) => Math.Abs(one.ResetsAtMs - other.ResetsAtMs) <= Drift;

    private static bool IsOlderCycle(QuotaReading current, QuotaReading reading) =>
        reading.ResetsAtMs < current.ResetsAtMs && reading.Precedence < current.Precedence
            && reading.ObservedAtMs - current.ObservedAtMs < Fresh;

    private static bool WasRedeemed(QuotaReading current, QuotaReading reading, long redeemedAtMs) =>
        redeemedAtMs >= current.ObservedAtMs && redeemedAtMs <= reading.ObservedAtMs;

    private static bool IsProved(QuotaReading current, QuotaReading reading) =>
        !current.Exhausted || reading.Exhausted || reading.Served;

    private static bool Confirms(QuotaReading? candidate, QuotaReading reading) =>
        candidate is not null && Agrees(candidate, reading) && reading.ObservedAtMs - candidate.ObservedAtMs >= Confirmation;

    // An unused window's reset moves with the clock; a used one's stands still.
    private static bool Agrees(QuotaReading candidate, QuotaReading reading)
    {
        var moved = reading.ResetsAtMs - candidate.ResetsAtMs;
        var passed = reading.ObservedAtMs - candidate.ObservedAtMs;
        return Math.Abs(moved) <= Drift || Math.Abs(moved - passed) <= Sliding;
    }

    private static QuotaReading Join(QuotaReading current, QuotaReading reading)
    {
        var resets = current.ResetsAtMs == 0 || (current.UsedPercent == 0 && reading.ResetsAtMs != 0)
            ? reading.ResetsAtMs
            : current.ResetsAtMs;
        return reading with { UsedPercent = Math.Max(current.UsedPercent, reading.UsedPercent), ResetsAtMs = resets };
    }

    // A refused claim still shows that the upstream was heard: otherwise the window would go stale and nothing would be served.
    private static QuotaReading Alive(QuotaReading current, QuotaReading reading) =>
        current with { ObservedAtMs = Math.Max(current.ObservedAtMs, reading.ObservedAtMs), Generation = reading.Generation };
}
