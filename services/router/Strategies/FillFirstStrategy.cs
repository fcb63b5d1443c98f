using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>Always the first account that can: one is used up before the next begins, so their resets spread out.</summary>
internal sealed class FillFirstStrategy : IRoutingStrategy
{
    public Strategy Kind => Strategy.FillFirst;

    public bool FeelsPressure => false;

    public bool UsesRing => false;

    public void Score(StrategyInput input, Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
            scores[i] = 1 - ((double)input.Survivors[i] / input.Candidates.Length);
    }
}
