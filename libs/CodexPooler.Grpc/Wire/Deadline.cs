namespace CodexPooler.Grpc.Wire;

internal static class Deadline
{
    // Longer waits than a timer can hold are re-armed when it fires.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(24);

    public static DateTime After(TimeSpan timeout, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return timeout >= DateTime.MaxValue - now ? DateTime.MaxValue : now + timeout;
    }

    public static TimeSpan Remaining(DateTime deadline, TimeProvider time)
    {
        var remaining = deadline.ToUniversalTime() - time.GetUtcNow().UtcDateTime;
        return remaining < TimeSpan.Zero ? TimeSpan.Zero : remaining;
    }

    public static TimeSpan TimerDelay(DateTime deadline, TimeProvider time)
    {
        var remaining = Remaining(deadline, time);
        if (remaining > LongestTimer) return LongestTimer;
        // Timers count whole milliseconds and truncate; firing early would look like a deadline not yet reached.
        return TimeSpan.FromMilliseconds(Math.Ceiling(remaining.TotalMilliseconds));
    }
}
