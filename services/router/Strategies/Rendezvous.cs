using CodexPooler.Routing.Facts;

namespace CodexPooler.Routing.Strategies;

/// <summary>
/// Highest random weight: each seed ranks all accounts by a hash of both. When an account leaves, only the seeds it led move.
/// </summary>
internal static class Rendezvous
{
    public static double Unit(ulong seed, ulong salt) => Hash64.Unit(Hash64.Mix(seed ^ salt));

    /// <summary>An account leads in proportion to its weight.</summary>
    public static double Weighted(ulong seed, ulong salt, double weight)
    {
        if (weight <= 0)
            return 0;
        // Exponential races: the least of -ln(u)/w wins with probability proportional to w.
        var unit = Math.Max(Unit(seed, salt), double.Epsilon);
        return 1 / (1 - (Math.Log(unit) / weight));
    }
}
