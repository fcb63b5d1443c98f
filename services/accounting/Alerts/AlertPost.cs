using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Alerts;

/// <summary>
/// Posts alerts, signed: the header is <c>t=SECONDS,v1=HEX</c> with the HMAC-SHA256 of <c>SECONDS.BODY</c>, so that a receiver
/// can refuse both forgeries and replays. What is not taken with a 2xx comes again, later each time, for about a day.
/// </summary>
internal sealed class AlertPost(AlertStore alerts, HttpClient http, TimeProvider time, ILogger<AlertPost> logger)
{
    public const string SignatureHeader = "codex-pooler-signature";

    private const int MostAttempts = 12;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var alert in await alerts.WaitingAsync(now.ToUnixTimeMilliseconds(), cancellationToken))
        {
            if (await TryAsync(alert, now, cancellationToken))
            {
                await alerts.DeliveredAsync(alert.AlertId, now.ToUnixTimeMilliseconds(), cancellationToken);
                continue;
            }

            var wait = TimeSpan.FromSeconds(Math.Min(4 * 3600, 15 * Math.Pow(2, alert.Attempts)));
            var isLast = alert.Attempts + 1 >= MostAttempts;
            Log.NotDelivered(logger, alert.AlertId, alert.Attempts + 1);
            var next = isLast ? long.MaxValue : (now + wait).ToUnixTimeMilliseconds();
            await alerts.PostponeAsync(alert.AlertId, next, cancellationToken);
        }
    }

    public static string Sign(string secret, string body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(hash)}";
    }

    private async Task<bool> TryAsync(WaitingAlert alert, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, alert.Webhook);
        request.Content = new StringContent(alert.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add(SignatureHeader, Sign(alert.Secret, alert.Body, now));
        request.Headers.Add("codex-pooler-alert", alert.AlertId.ToString("D"));
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (
            exception is HttpRequestException || (
            exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
