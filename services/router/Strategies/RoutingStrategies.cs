using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Strategies;

internal static class RoutingStrategies
{
    private static readonly IRoutingStrategy[] ByKind = Indexed(
        new BridgeRingStrategy(),
        new RoundRobinStrategy(),
        new WeightedStrategy(),
        new FillFirstStrategy(),
        new LeastRecentSuccessStrategy(),
        new QuotaFirstStrategy(),
        new ResetDrainStrategy(),
        new CapacityWeightedStrategy(),
        new DeterministicRotationStrategy());

    public static IRoutingStrategy Of(Strategy kind) =>
        (int)kind > 0 && (int)kind < ByKind.Length ? ByKind[(int)kind] : ByKind[(int)Strategy.BridgeRing];

    private static IRoutingStrategy[] Indexed(params IRoutingStrategy[] strategies)
    {
        var indexed = new IRoutingStrategy[strategies.Length + 1];
        indexed[0] = strategies[0];
        foreach (var strategy in strategies)
            indexed[(int)strategy.Kind] = strategy;
        return indexed;
    }
}
