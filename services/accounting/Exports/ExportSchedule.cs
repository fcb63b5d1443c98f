namespace CodexPooler.Accounting.Exports;

/// <summary>How long a billing period is.</summary>
public enum ExportSchedule
{
    None,
    Daily,
    Monthly,
}
