namespace CodexPooler.Edge.Tests.Fuzz;

/// <summary>How much is tried: seconds in an ordinary run, minutes where CODEX_POOLER_LONG=1.</summary>
internal static class FuzzRuns
{
    private const int Longer = 100;

    public static int Of(int ordinary) =>
        Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1" ? Longer * ordinary : ordinary;

    /// <summary>Every ordinary run tries the same; a long one tries something new, and names it when it fails.</summary>
    public static Random Random(int ordinary, out int seed)
    {
        seed = Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1" ? Environment.TickCount : ordinary;
        return new Random(seed);
    }
}
