namespace CodexPooler.Accounts.Audit;

/// <summary>
/// What is wrong with the log; an empty finding when nothing is. Missing entries are named from the first to the last.
/// </summary>
internal sealed record AuditVerdict(string Finding, long BrokenAt = 0, long MissingFrom = 0, long MissingTo = 0)
{
    public static AuditVerdict Whole { get; } = new("");

    public bool IsWhole => Finding.Length == 0;
}
