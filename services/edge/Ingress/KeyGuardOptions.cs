using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Edge.Ingress;

/// <summary>What a single key may do to one edge, beside the limits of its own policy, which the router counts.</summary>
internal sealed class KeyGuardOptions
{
    public const string Section = "KeyGuard";

    /// <summary>Most requests of one key in a second.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 5000;

    /// <summary>Most requests of one key at once, open sockets among them.</summary>
    [Range(1, 1_000_000)]
    public int Concurrency { get; set; } = 20_000;
}
