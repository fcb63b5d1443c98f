using System.ComponentModel.DataAnnotations;

namespace CodexPooler.ServiceDefaults.Draining;

/// <summary>How a service leaves.</summary>
public sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>How long new work is still taken after readiness went false: the time load balancers need to notice.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long work in flight may take to finish before connections are cut.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);
}
