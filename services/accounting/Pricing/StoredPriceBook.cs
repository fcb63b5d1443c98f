namespace CodexPooler.Accounting.Pricing;

/// <summary>A price book as the database keeps it.</summary>
internal sealed class StoredPriceBook
{
    public string Version { get; init; } = "";

    public string Json { get; init; } = "";

    public long ActivatedAt { get; init; }
}
