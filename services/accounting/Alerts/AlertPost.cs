using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Accounting.Alerts;

/// <summary>
/// Posts alerts, signed: the header is <c>t=SECONDS,v1=HEX</c> with the HMAC-SHA256 of <c>SECONDS.BODY</c>, so that a receiver
/// can refuse both forgeries and replays.
/// </summary>
internal sealed class AlertPost(HttpClient http)
{
    public const string SignatureHeader = "codex-pooler-signature";

    public static string Sign(string secret, string body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(hash)}";
    }

    /// <summary>Why it was not taken with a 2xx; null when it was.</summary>
    public async Task<string?> TryAsync(WaitingAlert alert, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (alert.Webhook.Length == 0) return null;
        using var request = new HttpRequestMessage(HttpMethod.Post, alert.Webhook);
        request.Content = new StringContent(alert.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add(SignatureHeader, Sign(alert.Secret, alert.Body, now));
        request.Headers.Add("codex-pooler-alert", alert.AlertId.ToString("D"));
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"it answered {(int)response.StatusCode}";
        }
        catch (HttpRequestException unreachable)
        {
            return unreachable.HttpRequestError.ToString();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "it did not answer in time";
        }
    }
}
