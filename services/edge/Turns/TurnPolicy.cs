using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Inspection;

namespace CodexPooler.Edge.Turns;

/// <summary>What a key's policy replaces in its turns. What it forbids is the router's to refuse.</summary>
internal readonly record struct TurnPolicy(string Model, string Effort, string ServiceTier, bool Changes)
{
    public static TurnPolicy None(TurnFacts facts) => new(facts.Model, facts.Effort, facts.ServiceTier, Changes: false);

    public static TurnPolicy Of(ApiKey key, TurnFacts facts)
    {
        if (key.Policy is not { } policy) return None(facts);
        var model = Enforced(policy.EnforcedModel, facts.Model);
        var effort = Enforced(policy.EnforcedEffort, facts.Effort);
        var tier = Enforced(policy.EnforcedTier, facts.ServiceTier);
        return new(model, effort, tier, (model, effort, tier) != (facts.Model, facts.Effort, facts.ServiceTier));
    }

    /// <summary>The body with the policy's values, every other byte as it came.</summary>
    public TurnBody Apply(TurnBody body, TurnFacts facts, IReadOnlyList<SealedItem>? without = null)
    {
        if (!Changes && without is null or { Count: 0 }) return body;
        var splices = new BodySplices(facts);
        if (without is not null) splices.LeaveOut(without, body.Decoded.Span);
        if (Model != facts.Model) splices.Model(Model);
        if (Effort != facts.Effort) splices.Effort(Effort);
        if (ServiceTier != facts.ServiceTier) splices.ServiceTier(ServiceTier);
        var spliced = splices.Apply(body.Decoded);
        return body with { Sent = spliced, Encoding = null, Decoded = spliced };
    }

    private static string Enforced(string enforced, string asked) => enforced.Length > 0 ? enforced : asked;
}
