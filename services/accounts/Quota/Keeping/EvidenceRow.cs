namespace CodexPooler.Accounts.Quota.Keeping;

internal sealed class EvidenceRow
{
    public Guid AccountId { get; set; }

    public long Version { get; set; }

    public string Body { get; set; } = "";
}
