using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Routing.Circuits;

public sealed class ProviderIncidentOptions
{
    /// <summary>Accounts that must fail alike before the trouble is taken to be the provider's.</summary>
    [Range(2, 1000)]
    public int Accounts { get; set; } = 3;

    /// <summary>The time within which they must fail.</summary>
    public TimeSpan Within { get; set; } = TimeSpan.FromSeconds(30);
}
