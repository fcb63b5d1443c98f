namespace CodexPooler.Accounting.Pricing;

/// <summary>The names of service tiers in requests, responses and price lists.</summary>
internal static class ServiceTiers
{
    public const string Standard = "standard";

    public const string Priority = "priority";

    /// <summary>
    /// The tier a turn is priced at: the one the response names, else the requested one. <c>fast</c> is the clients' name for
    /// priority; <c>auto</c> and <c>default</c> are standard. Any other name is taken literally, so an unknown tier stays
    /// unpriced.
    /// </summary>
    public static string Of(string? served, string? requested) => Named(served) ?? Named(requested) ?? Standard;

    private static string? Named(string? tier) => tier?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        "auto" or "default" or "standard" => Standard,
        "fast" or "priority" => Priority,
        var other => other,
    };
}
