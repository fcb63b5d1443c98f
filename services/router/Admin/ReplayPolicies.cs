using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Selection;
using Grpc.Core;

namespace CodexPooler.Routing.Admin;

/// <summary>A policy to replay: what the operator said, and for the rest what the Pool has today.</summary>
internal static class ReplayPolicies
{
    private const int LargestRing = 16;
    private const double HighestPrice = 10;

    public static RoutingPolicy Of(RoutingPolicy asked, PolicySettings today)
    {
        var whole = new RoutingPolicy
        {
            Strategy = asked.HasStrategy ? asked.Strategy : today.Strategy.Kind,
            RingSize = asked.HasRingSize ? asked.RingSize : today.RingSize,
            PromptCacheLocality = today.PromptCacheLocality,
            SessionStickiness = asked.HasSessionStickiness ? asked.SessionStickiness : today.SessionStickiness,
            SwitchingPriceWeight = asked.HasSwitchingPriceWeight ? asked.SwitchingPriceWeight : today.SwitchingPrice,
            InFlightPercent = asked.HasInFlightPercent ? asked.InFlightPercent : today.InFlightPercent,
        };
        Require(
            !asked.HasPromptCacheLocality || asked.PromptCacheLocality == today.PromptCacheLocality,
            "prompt cache locality cannot be replayed: records do not hold the cache key's hash");
        Require(Enum.IsDefined(whole.Strategy) && whole.Strategy != Strategy.Unspecified, "there is no such strategy");
        Require(whole.RingSize is >= 1 and <= LargestRing, "the ring size must be 1 to 16");
        Require(whole.SwitchingPriceWeight is >= 0 and <= HighestPrice, "the switching price must be 0 to 10");
        Require(whole.InFlightPercent is >= 0 and <= 100, "the percentage of an open turn must be 0 to 100");
        return whole;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new RpcException(new Status(StatusCode.InvalidArgument, otherwise));
    }
}
