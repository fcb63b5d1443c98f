using System.Globalization;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>How long it goes on; every service is struck at least once in any case.</summary>
/// <param name="Calm">Between what was struck being back and the next strike.</param>
/// <param name="ShortestLife">Memory is compared within lives of a process that lasted as long.</param>
internal sealed record ChaosPlan(TimeSpan Duration, TimeSpan Calm, TimeSpan ShortestLife)
{
    /// <summary>CODEX_POOLER_LONG=1 is the half hour of the promise; CODEX_POOLER_CHAOS_SECONDS is any other.</summary>
    public static ChaosPlan Current { get; } = Of(
        Environment.GetEnvironmentVariable("CODEX_POOLER_CHAOS_SECONDS"),
        Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1");

    private static ChaosPlan Of(string? seconds, bool isLong)
    {
        if (seconds is not null)
        {
            var asked = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
            return new(asked, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
        }

        return isLong
            ? new(TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(3))
            : new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1.5), TimeSpan.FromMinutes(2));
    }
}
