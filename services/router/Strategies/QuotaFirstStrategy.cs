using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>The account with the most left in its tightest window.</summary>
internal sealed class QuotaFirstStrategy : IRoutingStrategy
{
    public Strategy Kind => Strategy.QuotaFirst;

    public bool FeelsPressure => true;

    public bool UsesRing => false;

    public void Score(StrategyInput input, Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var candidate = input.Candidates[input.Survivors[i]];
            scores[i] = (candidate.Reading.Headroom / 100) + (1e-6 * Rendezvous.Unit(input.Seed, candidate.Salt));
        }
    }
}
