using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

/// <summary>One row of the taxonomy: which signal, and what follows from it. The first row that matches decides.</summary>
internal sealed record FaultRule(string Name, string Signal)
{
    public required Func<FaultSignal, bool> Matches { get; init; }

    public required FaultScope Scope { get; init; }

    public required RetryAdvice Retry { get; init; }

    public CooldownKind Cooldown { get; init; }

    public TimeSpan Fixed { get; init; }

    /// <summary>Whether the failure feeds the circuit and the demotion; otherwise it is neutral.</summary>
    public bool CountsAgainstHealth { get; init; }

    /// <summary>On many accounts at once the same fault is the provider's.</summary>
    public bool ProviderSuspect { get; init; }

    /// <summary>Applies only when the same account's last fault in this turn was of this rule.</summary>
    public string OnlyAfter { get; init; } = "";
}
