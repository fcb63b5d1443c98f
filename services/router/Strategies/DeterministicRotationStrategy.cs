using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>The list of accounts rotated by the seed: the same seed, the same order.</summary>
internal sealed class DeterministicRotationStrategy : IRoutingStrategy
{
    public Strategy Kind => Strategy.DeterministicRotation;

    public bool FeelsPressure => false;

    public bool UsesRing => false;

    public void Score(StrategyInput input, Span<double> scores)
    {
        var start = (int)(input.Seed % (ulong)scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            var distance = i - start;
            scores[i] = 1 - ((double)(distance < 0 ? distance + scores.Length : distance) / scores.Length);
        }
    }
}
