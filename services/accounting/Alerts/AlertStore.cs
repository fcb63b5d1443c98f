using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Alerts;

/// <summary>Alert rules, and alerts on their way.</summary>
internal sealed class AlertStore([FromKeyedServices(AccountingModule.Name)] IDatabase database)
{
    public async Task<IReadOnlyList<AlertRuleRow>> RulesAsync(CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            (connection, token) => connection.QueryAsync<AlertRuleRow>(new CommandDefinition(
                $"{AlertRuleRow.Columns} ORDER BY name, rule_id", cancellationToken: token)),
            cancellationToken)).AsList();

    /// <summary>Makes a rule, or changes one and keeps its secret.</summary>
    public Task SaveAsync(AlertRuleRow rule, CancellationToken cancellationToken) => ExecuteAsync(
        """
        INSERT INTO alert_rules (rule_id, name, cause, threshold, subject_id, webhook, email, secret, cool_down_seconds,
            enabled)
        VALUES (@RuleId, @Name, @Cause, @Threshold, @SubjectId, @Webhook, @Email, @Secret, @CoolDownSeconds, @Enabled)
        ON CONFLICT (rule_id) DO UPDATE SET name = excluded.name, cause = excluded.cause, threshold = excluded.threshold,
            subject_id = excluded.subject_id, webhook = excluded.webhook, email = excluded.email,
            cool_down_seconds = excluded.cool_down_seconds,
            enabled = excluded.enabled
        """,
        rule,
        cancellationToken);

    public async Task<bool> RemoveAsync(Guid rule, CancellationToken cancellationToken) =>
        await ExecuteAsync("DELETE FROM alert_rules WHERE rule_id = @rule", new { rule }, cancellationToken) > 0;

    /// <summary>
    /// Starts the rule's cool-down and queues the alert for each of its ways, all or nothing; false while the rule cools down.
    /// </summary>
    public Task<bool> FireAsync(AlertRuleRow rule, string subject, string body, long now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                var values =
                    new
                    {
                        rule.RuleId,
                        subject,
                        body,
                        now,
                        before = now - rule.CoolDownSeconds * 1000,
                    };
                var fired = await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                    "UPDATE alert_rules SET fired_at = @now "
                    + "WHERE rule_id = @RuleId AND (fired_at IS NULL OR fired_at <= @before)",
                    values, transaction, cancellationToken: token));
                if (fired == 0) return false;
                foreach (var channel in rule.Channels)
                {
                    await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                        """
                        INSERT INTO alerts (alert_id, rule_id, channel, subject_id, body, created_at, attempts, next_attempt_at)
                        VALUES (@id, @RuleId, @channel, @subject, @body, @now, 0, @now)
                        """,
                        new { id = Guid.CreateVersion7(), rule.RuleId, channel = (int)channel, subject, body, now },
                        transaction, cancellationToken: token));
                }

                return true;
            },
            cancellationToken);

    public async Task<IReadOnlyList<WaitingAlert>> WaitingAsync(long now, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            (connection, token) => connection.QueryAsync<WaitingAlert>(new CommandDefinition(
                """
                SELECT a.alert_id AlertId, a.body Body, a.attempts Attempts, a.next_attempt_at NextAttemptAt, a.channel Channel, a.created_at CreatedAt,
                    r.name Name, r.webhook Webhook, r.email Email, r.secret Secret
                FROM alerts a JOIN alert_rules r ON r.rule_id = a.rule_id
                WHERE a.delivered_at IS NULL AND a.next_attempt_at <= @now ORDER BY a.alert_id LIMIT 100
                """,
                new { now }, cancellationToken: token)),
            cancellationToken)).AsList();

    /// <summary>Takes an alert for a while, so that another replica does not send it too; false when one has taken it.</summary>
    public async Task<bool> ClaimAsync(WaitingAlert alert, long until, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            "UPDATE alerts SET next_attempt_at = @until "
            + "WHERE alert_id = @AlertId AND next_attempt_at = @NextAttemptAt AND delivered_at IS NULL",
            new { until, alert.AlertId, alert.NextAttemptAt }, cancellationToken) > 0;

    public Task DeliveredAsync(Guid alert, long now, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE alerts SET delivered_at = @now WHERE alert_id = @alert", new { alert, now }, cancellationToken);

    public Task PostponeAsync(Guid alert, long next, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE alerts SET attempts = attempts + 1, next_attempt_at = @next WHERE alert_id = @alert", new { alert, next },
        cancellationToken);

    private Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => transaction.Connection!.ExecuteAsync(
            new CommandDefinition(sql, values, transaction, cancellationToken: token)),
        cancellationToken);
}
