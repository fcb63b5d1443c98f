using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>Orders candidates that may all serve: one score each in 0 to 1, the highest first. Pure.</summary>
internal interface IRoutingStrategy
{
    Strategy Kind { get; }

    /// <summary>Whether open turns on an account lower its place; where order is the point, they must not.</summary>
    bool FeelsPressure { get; }

    /// <summary>Whether only the best few (the ring) may be chosen from.</summary>
    bool UsesRing { get; }

    void Score(StrategyInput input, Span<double> scores);
}
