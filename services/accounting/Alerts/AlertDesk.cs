using System.Security.Cryptography;
using CodexPooler.Accounting.Budgets;
using CodexPooler.Accounting.Mail;
using CodexPooler.Accounting.Queries;
using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Accounting.Alerts;

/// <summary>What operators do with alert rules.</summary>
internal sealed class AlertDesk(AlertStore store)
{
    private const long DefaultCoolDown = 3600;

    public async Task<ListAlertRulesReply> ListAsync(CancellationToken cancellationToken)
    {
        var reply = new ListAlertRulesReply();
        reply.Rules.AddRange((await store.RulesAsync(cancellationToken)).Select(ToMessage));
        return reply;
    }

    public async Task<SavedAlertRule> SaveAsync(AlertRule rule, CancellationToken cancellationToken)
    {
        if (rule.Cause == AlertCause.Unspecified || !Enum.IsDefined(rule.Cause)) throw RequestChecks.Invalid("cause is needed");
        if (rule.Threshold is < 0 or > 1000) throw RequestChecks.Invalid("threshold is a percentage");
        CheckWays(rule);
        if (rule.CoolDownSeconds < 0) throw RequestChecks.Invalid("cool_down_seconds must not be negative");
        var isNew = rule.Id.Length == 0;
        var row = new AlertRuleRow
        {
            RuleId = isNew ? Guid.CreateVersion7() : BudgetDesk.ParseId(rule.Id),
            Name = rule.Name,
            Cause = (int)rule.Cause,
            Threshold = rule.Threshold,
            SubjectId = rule.SubjectId,
            Webhook = rule.Webhook,
            Email = string.Join(", ", MailAddresses.Split(rule.Email)),
            Secret = RandomNumberGenerator.GetHexString(64, lowercase: true),
            CoolDownSeconds = rule.CoolDownSeconds == 0 ? DefaultCoolDown : rule.CoolDownSeconds,
            Enabled = rule.Enabled ? 1 : 0,
        };
        await store.SaveAsync(row, cancellationToken);
        return new SavedAlertRule { Rule = ToMessage(row), Secret = isNew ? row.Secret : "" };
    }

    public async Task<Removed> RemoveAsync(string id, CancellationToken cancellationToken) =>
        new() { Existed = await store.RemoveAsync(BudgetDesk.ParseId(id), cancellationToken) };

    private static void CheckWays(AlertRule rule)
    {
        if (rule.Webhook.Length == 0 && rule.Email.Length == 0) throw RequestChecks.Invalid("webhook or email is needed");
        if (rule.Webhook.Length > 0
            && (!Uri.TryCreate(rule.Webhook, UriKind.Absolute, out var webhook) || webhook.Scheme is not ("http" or "https")))
            throw RequestChecks.Invalid("webhook must be an http or https address");
        var addresses = MailAddresses.Split(rule.Email);
        if (rule.Email.Length > 0 && (addresses.Count is 0 or > 50 || !addresses.All(MailAddresses.IsUsable)))
            throw RequestChecks.Invalid("email must be one to fifty addresses separated by commas");
    }

    private static AlertRule ToMessage(AlertRuleRow row) => new()
    {
        Id = row.RuleId.ToString("D"),
        Name = row.Name,
        Cause = (AlertCause)row.Cause,
        Threshold = (int)row.Threshold,
        SubjectId = row.SubjectId,
        Webhook = row.Webhook,
        Email = row.Email,
        CoolDownSeconds = row.CoolDownSeconds,
        Enabled = row.Enabled != 0,
    };
}
