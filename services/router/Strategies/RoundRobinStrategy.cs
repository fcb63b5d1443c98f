using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

/// <summary>One after the other, going on after the account served last.</summary>
internal sealed class RoundRobinStrategy : IRoutingStrategy
{
    public Strategy Kind => Strategy.RoundRobin;

    public bool FeelsPressure => false;

    public bool UsesRing => false;

    public void Score(StrategyInput input, Span<double> scores)
    {
        var count = input.Candidates.Length;
        for (var i = 0; i < scores.Length; i++)
        {
            var distance = input.Survivors[i] - input.Cursor;
            scores[i] = 1 - ((double)(distance < 0 ? distance + count : distance) / count);
        }
    }
}
