namespace CodexPooler.Accounts.Audit;

internal sealed class AuditRow
{
    public long Sequence { get; init; }

    public long AtMs { get; init; }

    public string Actor { get; init; } = "";

    public string Action { get; init; } = "";

    public string Target { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string Details { get; init; } = "";

    public byte[] Hash { get; init; } = [];
}
