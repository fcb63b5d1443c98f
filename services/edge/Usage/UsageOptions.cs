namespace CodexPooler.Edge.Usage;

/// <summary>What clients are told of the accounts' limits. One account's own limits are never told.</summary>
internal sealed class UsageOptions
{
    public const string Section = "Edge:Usage";

    /// <summary>The rate-limit headers of answers: the Pool as a whole, or none.</summary>
    public LimitHeaders Headers { get; set; } = LimitHeaders.Pooled;
}
