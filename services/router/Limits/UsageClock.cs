namespace CodexPooler.Routing.Limits;

internal static class UsageClock
{
    public const long MinuteMs = 60_000;
    public const long DayMs = 86_400_000;

    public static long Minute(long now) => now / MinuteMs;

    public static long Day(long now) => now / DayMs;

    public static long FirstDayOfMonth(long now)
    {
        var date = DateTimeOffset.FromUnixTimeMilliseconds(now);
        return Day(new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
    }

    public static long NextMonth(long now)
    {
        var date = DateTimeOffset.FromUnixTimeMilliseconds(now);
        return new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1).ToUnixTimeMilliseconds();
    }
}
