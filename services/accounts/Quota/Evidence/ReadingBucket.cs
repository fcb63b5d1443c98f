using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>
/// Readings that say the same within a minute share one place, so that a busy account keeps no more than a quiet one. A zero
/// never hides behind a
/// higher one: it may be what a redeemed reset left.
/// </summary>
internal readonly record struct ReadingBucket(
    long Generation, long Minute, QuotaSource Source, long ResetSpan, bool IsZero) : IComparable<ReadingBucket>
{
    private const long MinuteMs = 60_000;
    private const long ResetSpanMs = 600_000;

    public static ReadingBucket Of(QuotaReading reading) =>
        new(reading.Generation, reading.ObservedAtMs / MinuteMs, reading.Source, reading.ResetsAtMs / ResetSpanMs,
            reading.UsedPercent == 0);

    public int CompareTo(ReadingBucket other)
    {
        var order = Generation.CompareTo(other.Generation);
        if (order == 0) order = Minute.CompareTo(other.Minute);
        if (order == 0) order = Source.CompareTo(other.Source);
        if (order == 0) order = ResetSpan.CompareTo(other.ResetSpan);
        return order != 0 ? order : IsZero.CompareTo(other.IsZero);
    }
}
