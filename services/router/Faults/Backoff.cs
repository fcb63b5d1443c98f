using CodexPooler.Routing.Facts;

namespace CodexPooler.Routing.Faults;

/// <summary>
/// A second, doubled per level up to half an hour, plus up to a quarter (at most two seconds) so that turns which failed together
/// do not come back together. The jitter is taken from the turn, which makes the wait the same wherever it is computed.
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(30);

    public static TimeSpan At(int level, ulong turn)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, level), AtMost.TotalSeconds));
        return Jittered(wait, turn);
    }

    public static TimeSpan Jittered(TimeSpan wait, ulong turn)
    {
        var most = Math.Min(wait.TotalMilliseconds / 4, 2000);
        return wait + TimeSpan.FromMilliseconds(most * Hash64.Unit(Hash64.Mix(turn)));
    }
}
