using System.Text.Json;
using CodexPooler.Accounting.Mail;

namespace CodexPooler.Accounting.Alerts;

/// <summary>Sends alerts by e-mail.</summary>
internal sealed class AlertMail(SmtpSender smtp)
{
    /// <summary>
    /// Why the mail server did not take it; null when it did, or when the rule's addresses were removed meanwhile.
    /// </summary>
    public async Task<string?> TryAsync(WaitingAlert alert, CancellationToken cancellationToken)
    {
        if (alert.Email.Length == 0) return null;
        if (!smtp.IsConfigured) return "Accounting:Mail:Host is not set";
        try
        {
            await smtp.SendAsync(MessageOf(alert), cancellationToken);
            return null;
        }
        catch (MailRefusedException refused)
        {
            return refused.Message;
        }
    }

    private static AlertMessage MessageOf(WaitingAlert alert)
    {
        var body = JsonSerializer.Deserialize<AlertBody>(alert.Body, AlertBody.Json)!;
        var text = $"""
            {body.Message}

            Rule: {alert.Name}
            At: {body.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC
            Alert: {alert.AlertId:D}

            The rule stays silent for its cool-down. Costs are estimates from published prices.

            """.ReplaceLineEndings("\r\n");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(alert.CreatedAt);
        return new(alert.AlertId, MailAddresses.Split(alert.Email), $"Codex Pooler: {alert.Name}", text, at);
    }
}
