using CodexPooler.Accounting.Queries;

namespace CodexPooler.Accounting.Pricing;

/// <summary>A price book as the database keeps it.</summary>
internal sealed class StoredPriceBook
{
    public string Version { get; init; } = "";

    public string Json { get; init; } = "";

    public long ActivatedAt { get; init; }

    public Contracts.Ledger.V1.PriceBook ToMessage() => new()
    {
        Version = Version,
        Json = Json,
        ActivatedAt = ActivatedAt.ToTimestamp(),
    };
}
