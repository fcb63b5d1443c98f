using System.Text.RegularExpressions;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Pools;

internal static partial class PoolRules
{
    public const int DefaultRingSize = 3;

    public static void Complete(Pool pool)
    {
        if (pool.Status == PoolStatus.Unspecified) pool.Status = PoolStatus.Active;
        if (pool.Strategy == RoutingStrategy.Unspecified) pool.Strategy = RoutingStrategy.BridgeRing;
        if (pool.RingSize == 0) pool.RingSize = DefaultRingSize;
        if (pool.Name.Length == 0) pool.Name = pool.Slug;
    }

    public static void Check(Pool pool)
    {
        var problems = new FieldProblems();
        problems.Require(
            Slug().IsMatch(pool.Slug), "slug", "must be 1 to 64 of a-z, 0-9 and '-', beginning with a letter or digit");
        problems.Require(pool.Name.Length <= 120, "name", "must be at most 120 characters");
        problems.Require(Enum.IsDefined(pool.Status), "status", "is not a Pool status");
        problems.Require(Enum.IsDefined(pool.Strategy), "strategy", "is not a routing strategy");
        problems.Require(pool.RingSize is >= 1 and <= 100, "ring_size", "must be from 1 to 100");
        problems.Require(pool.CapabilityProfile.Length <= 120, "capability_profile", "must be at most 120 characters");
        foreach (var (model, dialect) in pool.Dialects)
            problems.Require(model.Length is > 0 and <= 255 && Enum.IsDefined(dialect), $"dialects.{model}",
                "must be auto, lite or full for a model slug");
        problems.ThrowIfAny();
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex Slug();
}
