using System.Globalization;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Strategies;

namespace CodexPooler.Routing.Selection;

/// <summary>How one Pool wants its candidates ordered; the version names it in every decision.</summary>
internal sealed record PolicySettings(
    IRoutingStrategy Strategy,
    int RingSize,
    bool PromptCacheLocality,
    bool SessionStickiness,
    double SwitchingPrice,
    double InFlightPercent,
    string Version)
{
    public static PolicySettings Of(Pool pool, RouteClass route, ScoringOptions options)
    {
        // The directory and this contract number the strategies alike.
        var strategy = RoutingStrategies.Of((Strategy)(int)pool.Strategy);
        return new PolicySettings(
            strategy,
            pool.RingSize > 0 ? pool.RingSize : options.RingSize,
            pool.PromptCacheAffinity,
            route is RouteClass.ResponsesSocket or RouteClass.Realtime ? pool.StickyWebsocketSessions : pool.StickyHttpSessions,
            options.SwitchingPrice,
            options.InFlightPercent,
            string.Create(CultureInfo.InvariantCulture, $"{pool.Id}@{pool.Revision}"));
    }

    public static PolicySettings Of(RoutingPolicy policy) => new(
        RoutingStrategies.Of(policy.Strategy),
        Math.Max(1, policy.RingSize),
        policy.PromptCacheLocality,
        policy.SessionStickiness,
        policy.SwitchingPriceWeight,
        policy.InFlightPercent,
        "replay");
}
