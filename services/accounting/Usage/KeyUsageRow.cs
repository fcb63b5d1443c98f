using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Accounting.Usage;

/// <summary>What one key used of one model in one minute or day.</summary>
internal sealed class KeyUsageRow
{
    public long Bucket { get; init; }

    public string KeyId { get; init; } = "";

    public string Model { get; init; } = "";

    public long Turns { get; init; }

    public long Tokens { get; init; }

    public long CostMicros { get; init; }

    public long UpdatedAt { get; init; }

    public KeyUsage ToMessage(UsageBucketKind kind, long size) => new()
    {
        KeyId = KeyId,
        Model = Model,
        Kind = kind,
        BucketIndex = Bucket / size,
        Turns = Turns,
        Tokens = Tokens,
        CostMicros = CostMicros,
    };
}
