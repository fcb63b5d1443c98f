using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>Every seed has its own ring of accounts; a turn takes the least busy of the first few.</summary>
internal sealed class BridgeRingStrategy : IRoutingStrategy
{
    public Strategy Kind => Strategy.BridgeRing;

    public bool FeelsPressure => true;

    public bool UsesRing => true;

    public void Score(StrategyInput input, Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Rendezvous.Unit(input.Seed, input.Candidates[input.Survivors[i]].Salt);
    }
}
