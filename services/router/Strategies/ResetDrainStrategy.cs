using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>The account whose window resets soonest: what is left there would be lost.</summary>
internal sealed class ResetDrainStrategy : IRoutingStrategy
{
    public Strategy Kind => Strategy.ResetDrain;

    public bool FeelsPressure => true;

    public bool UsesRing => false;

    public void Score(StrategyInput input, Span<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var candidate = input.Candidates[input.Survivors[i]];
            var resetsAt = candidate.Reading.ResetsAt;
            var hours = resetsAt > input.Now ? (resetsAt - input.Now) / 3_600_000.0 : double.PositiveInfinity;
            scores[i] = (1 / (1 + hours)) + (1e-6 * Rendezvous.Unit(input.Seed, candidate.Salt));
        }
    }
}
