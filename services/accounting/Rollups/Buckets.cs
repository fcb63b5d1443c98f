namespace CodexPooler.Accounting.Rollups;

/// <summary>Buckets are named by the Unix milliseconds of their start, in UTC.</summary>
internal static class Buckets
{
    public const long Minute = 60_000;

    public const long Hour = 60 * Minute;

    public const long Day = 24 * Hour;

    /// <summary>The start of the UTC month.</summary>
    public static long Month(long milliseconds)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return new DateTimeOffset(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    }

    /// <summary>The start of the month after the one that starts there.</summary>
    public static long NextMonth(long month) =>
        DateTimeOffset.FromUnixTimeMilliseconds(month).AddMonths(1).ToUnixTimeMilliseconds();

    public static long Floor(long milliseconds, long size) => milliseconds - Math.Abs(milliseconds % size);

    public static long Ceiling(long milliseconds, long size) => Floor(milliseconds + size - 1, size);
}
