using System.Globalization;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>How long it goes on; every service is struck at least once in any case.</summary>
/// <param name="Calm">Turns served between what was struck being back and the next strike.</param>
/// <param name="ShortestLife">Memory is compared within lives of a process that lasted as long.</param>
internal sealed record ChaosPlan(TimeSpan Duration, int Calm, TimeSpan ShortestLife)
{
    /// <summary>One round; CODEX_POOLER_LONG=1 is the half hour of the promise, CODEX_POOLER_CHAOS_SECONDS any other.</summary>
    public static ChaosPlan Current { get; } = Of(
        Environment.GetEnvironmentVariable("CODEX_POOLER_CHAOS_SECONDS"),
        Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1");

    private static ChaosPlan Of(string? seconds, bool isLong)
    {
        if (seconds is not null)
        {
            var asked = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
            return new(asked, 80, TimeSpan.FromMinutes(2));
        }

        return isLong
            ? new(TimeSpan.FromMinutes(30), 500, TimeSpan.FromMinutes(3))
            : new(TimeSpan.Zero, 30, TimeSpan.FromMinutes(2));
    }
}
