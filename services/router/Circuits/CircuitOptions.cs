using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Routing.Circuits;

public sealed class CircuitOptions
{
    /// <summary>Failures in a row after which an account is no longer tried for that model and route.</summary>
    [Range(1, Circuit.Kept)]
    public int FailureThreshold { get; set; } = 3;

    /// <summary>How long an open circuit waits before it lets one probe through.</summary>
    public TimeSpan Open { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait between two probes of a route that keeps failing.</summary>
    public TimeSpan OpenAtMost { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Probes at a time and per replica view.</summary>
    [Range(1, 16)]
    public int Probes { get; set; } = 1;

    /// <summary>How long one failure alone makes an account the last choice.</summary>
    public TimeSpan Demotion { get; set; } = TimeSpan.FromSeconds(60);
}
