using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>The account whose last success is oldest.</summary>
internal sealed class LeastRecentSuccessStrategy : IRoutingStrategy
{
    public Strategy Kind => Strategy.LeastRecentSuccess;

    public bool FeelsPressure => true;

    public bool UsesRing => false;

    public void Score(StrategyInput input, Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var candidate = input.Candidates[input.Survivors[i]];
            var age = Math.Max(0, input.Now - candidate.State.LastSuccessAt);
            // A minute scores one half; equal ages are told apart by the seed.
            scores[i] = (age / (age + 60_000.0)) + (1e-9 * Rendezvous.Unit(input.Seed, candidate.Salt));
        }
    }
}
