using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>In proportion to what is left: the capacity of the plan times its headroom.</summary>
internal sealed class CapacityWeightedStrategy : IRoutingStrategy
{
    public Strategy Kind => Strategy.CapacityWeighted;

    public bool FeelsPressure => false;

    public bool UsesRing => false;

    public void Score(StrategyInput input, Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var candidate = input.Candidates[input.Survivors[i]];
            var left = candidate.Reading.Headroom - (candidate.State.InFlight * input.InFlightPercent);
            scores[i] = Rendezvous.Weighted(input.Seed, candidate.Salt, candidate.Capacity * Math.Max(left, 0.01) / 100);
        }
    }
}
