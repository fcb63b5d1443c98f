using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Standalone;

/// <summary>What only the one-process program has to be told.</summary>
internal sealed class StandaloneOptions
{
    public const string Section = "Standalone";

    /// <summary>Start a simulated backend, link its accounts and make a Pool with a key.</summary>
    public bool Demo { get; set; }

    /// <summary>Where the simulated backend of the demo listens.</summary>
    [Range(1, 65535)]
    public int SimulatorPort { get; set; } = 4100;
}
