using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>In proportion to the weights of the directory.</summary>
internal sealed class WeightedStrategy : IRoutingStrategy
{
    public Strategy Kind => Strategy.Weighted;

    public bool FeelsPressure => true;

    public bool UsesRing => false;

    public void Score(StrategyInput input, Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var candidate = input.Candidates[input.Survivors[i]];
            scores[i] = Rendezvous.Weighted(input.Seed, candidate.Salt, candidate.Weight);
        }
    }
}
