namespace CodexPooler.Accounting.Rollups;

/// <summary>Buckets are named by the Unix milliseconds of their start, in UTC.</summary>
internal static class Buckets
{
    public const long Minute = 60_000;

    public const long Hour = 60 * Minute;

    public const long Day = 24 * Hour;

    public static long Floor(long milliseconds, long size) => milliseconds - Math.Abs(milliseconds % size);

    public static long Ceiling(long milliseconds, long size) => Floor(milliseconds + size - 1, size);
}
