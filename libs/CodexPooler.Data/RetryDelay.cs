namespace CodexPooler.Data;

/// <summary>
/// How long to wait before the next attempt: doubling from 10 ms to one second, with jitter so that rivals part.
/// </summary>
internal static class RetryDelay
{
    public static TimeSpan Before(int attempt)
    {
        var ceiling = Math.Min(1000, 10 << Math.Min(attempt, 10));
        return TimeSpan.FromMilliseconds(ceiling / 2 + Random.Shared.Next(ceiling / 2 + 1));
    }
}
