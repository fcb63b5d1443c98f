using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Alerts;

/// <summary>Sends what is waiting. What is not taken comes again, later each time, for about a day.</summary>
internal sealed class AlertDelivery(
    AlertStore alerts, AlertPost post, AlertMail mail, TimeProvider time, ILogger<AlertDelivery> logger)
{
    private const int MostAttempts = 12;

    // Longer than any attempt may take; a replica that dies in one leaves the alert to the next after it.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(12);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var alert in await alerts.WaitingAsync(now.ToUnixTimeMilliseconds(), cancellationToken))
        {
            if (!await alerts.ClaimAsync(alert, (now + Claim).ToUnixTimeMilliseconds(), cancellationToken)) continue;
            var problem = (AlertChannel)alert.Channel == AlertChannel.Email
                ? await mail.TryAsync(alert, cancellationToken)
                : await post.TryAsync(alert, now, cancellationToken);
            if (problem is null)
            {
                await alerts.DeliveredAsync(alert.AlertId, now.ToUnixTimeMilliseconds(), cancellationToken);
                continue;
            }

            var wait = TimeSpan.FromSeconds(Math.Min(4 * 3600, 15 * Math.Pow(2, alert.Attempts)));
            var isLast = alert.Attempts + 1 >= MostAttempts;
            Log.NotDelivered(logger, alert.AlertId, (AlertChannel)alert.Channel, alert.Attempts + 1, problem);
            var next = isLast ? long.MaxValue : (now + wait).ToUnixTimeMilliseconds();
            await alerts.PostponeAsync(alert.AlertId, next, cancellationToken);
        }
    }
}
