using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Limits;

internal readonly record struct UsageKey(string KeyId, string Model, UsageBucket Bucket, long Index, string Origin)
{
    public static UsageKey Of(UsageFact fact) => new(fact.KeyId, fact.Model, fact.Bucket, fact.BucketIndex, fact.Origin);
}
