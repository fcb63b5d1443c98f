using CodexPooler.Accounting.Queries;

namespace CodexPooler.Accounting.Quotas;

/// <summary>One reading of one limit of one account.</summary>
internal sealed class QuotaPoint
{
    public string AccountId { get; init; } = "";

    public string LimitName { get; init; } = "";

    public long WindowMinutes { get; init; }

    public long ObservedAt { get; init; }

    public long UsedMillipercent { get; init; }

    public long? ResetsAt { get; init; }

    public Contracts.Ledger.V1.QuotaPoint ToMessage() => new()
    {
        AccountId = AccountId,
        Limit = LimitName,
        WindowMinutes = (int)WindowMinutes,
        ObservedAt = ObservedAt.ToTimestamp(),
        UsedPercent = UsedMillipercent / 1000.0,
        ResetsAt = ResetsAt?.ToTimestamp(),
    };
}
