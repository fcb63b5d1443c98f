namespace CodexPooler.Accounting.Alerts;

/// <summary>An alert rule as the ledger keeps it.</summary>
internal sealed class AlertRuleRow
{
    public const string Columns = """
        SELECT rule_id RuleId, name Name, cause Cause, threshold Threshold, subject_id SubjectId, webhook Webhook, secret Secret,
            email Email,
            cool_down_seconds CoolDownSeconds, enabled Enabled, fired_at FiredAt
        FROM alert_rules
        """;

    public Guid RuleId { get; init; }

    public string Name { get; init; } = "";

    public long Cause { get; init; }

    public long Threshold { get; init; }

    public string SubjectId { get; init; } = "";

    public string Webhook { get; init; } = "";

    public string Email { get; init; } = "";

    public string Secret { get; init; } = "";

    public long CoolDownSeconds { get; init; }

    public long Enabled { get; init; }

    public long? FiredAt { get; init; }

    /// <summary>The ways its alerts go.</summary>
    public IEnumerable<AlertChannel> Channels
    {
        get
        {
            if (Webhook.Length > 0) yield return AlertChannel.Webhook;
            if (Email.Length > 0) yield return AlertChannel.Email;
        }
    }
}
