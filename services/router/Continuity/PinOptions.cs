using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Routing.Continuity;

public sealed class PinOptions
{
    /// <summary>Where pins outlive a router.</summary>
    public PinStoreKind Store { get; set; } = PinStoreKind.Auto;

    /// <summary>Name of the Dapr state store component.</summary>
    [Required]
    public string StateStore { get; set; } = "router-state";

    /// <summary>How long pins wait to be written to the store together.</summary>
    public TimeSpan WriteBehind { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an account stays known as the owner of a conversation after its last turn.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The most pins held in memory; beyond it the soonest to expire are left to the store.</summary>
    [Range(1000, 50_000_000)]
    public int Capacity { get; set; } = 1_000_000;

    /// <summary>How long a turn waits for the store when its anchor is not in memory.</summary>
    public TimeSpan ReadThrough { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a home account may be unwell before its sessions move instead of going around it.</summary>
    public TimeSpan DetourAtMost { get; set; } = TimeSpan.FromMinutes(5);
}
