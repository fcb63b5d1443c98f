using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CodexPooler.Accounts.Answers;
using CodexPooler.ServiceDefaults.Secrets;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Issuer;

/// <summary>Speaks to the token endpoint the way the Codex client does.</summary>
internal sealed class TokenIssuer(HttpClient http, IOptions<IssuerOptions> options) : ITokenIssuer
{
    private static readonly HashSet<string> PermanentCodes = new(StringComparer.Ordinal)
    {
        "refresh_token_expired", "refresh_token_reused", "refresh_token_invalidated", "invalid_grant", "invalid_refresh_token",
        "token_expired", "revoked", "app_session_terminated",
    };

    private const long LongestLifetime = 366L * 24 * 3600;
    private readonly IssuerOptions _options = options.Value;

    public Task<ExchangeOutcome> RefreshAsync(SecretText refreshToken, CancellationToken cancellationToken) => ExchangeAsync(
        JsonContent.Create(new Dictionary<string, string>
        {
            ["client_id"] = _options.ClientId,
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken.Reveal(),
        }),
        cancellationToken);

    public Task<ExchangeOutcome> RedeemAsync(
        SecretText code, SecretText verifier, Uri redirect, CancellationToken cancellationToken) => ExchangeAsync(
        new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = _options.ClientId,
            ["code"] = code.Reveal(),
            ["redirect_uri"] = redirect.OriginalString,
            ["code_verifier"] = verifier.Reveal(),
        }),
        cancellationToken);

    public async Task<bool> RevokeAsync(SecretText refreshToken, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new Dictionary<string, string>
        {
            ["token"] = refreshToken.Reveal(),
            ["token_type_hint"] = "refresh_token",
            ["client_id"] = _options.ClientId,
        });
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(_options.ExchangeTimeout);
        try
        {
            using var response = await http.PostAsync(new Uri(_options.Url, "/oauth/revoke"), content, budget.Token);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<ExchangeOutcome> ExchangeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var owned = content;
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(_options.ExchangeTimeout);
        try
        {
            using var response = await http.PostAsync(new Uri(_options.Url, "/oauth/token"), content, budget.Token);
            var body = await response.Content.ReadAsByteArrayAsync(budget.Token);
            return response.IsSuccessStatusCode ? Issued(body) : Refused(response, body);
        }
        catch (HttpRequestException cause)
        {
            return new ExchangeOutcome.Failed(
                $"the issuer could not be reached ({cause.HttpRequestError})", null, !NeverSent(cause));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ExchangeOutcome.Failed("the issuer did not answer in time", null, MayHaveBeenUsed: true);
        }
    }

    private static bool NeverSent(HttpRequestException cause) => cause.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;

    private static ExchangeOutcome Issued(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var (access, refresh) = (Secret(document, "access_token"), Secret(document, "refresh_token"));
            return access is null && refresh is null
                ? new ExchangeOutcome.Failed("the issuer's answer holds no token", null, MayHaveBeenUsed: true)
                : new ExchangeOutcome.Issued(access, refresh, Secret(document, "id_token"), Lifetime(document));
        }
        catch (JsonException)
        {
            return new ExchangeOutcome.Failed("the issuer's answer is not JSON", null, MayHaveBeenUsed: true);
        }
    }

    private static SecretText? Secret(JsonDocument document, string name) =>
        AnswerJson.Text(document.RootElement, name) is { Length: > 0 } text ? new SecretText(text) : null;

    private static TimeSpan? Lifetime(JsonDocument document) =>
        AnswerJson.Whole(document.RootElement, "expires_in") is { } seconds and > 0 and < LongestLifetime
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static ExchangeOutcome Refused(HttpResponseMessage response, byte[] body)
    {
        var code = ErrorCode(body);
        // A web page or a bare status is no word of the issuer about this token.
        if (code is not null && (PermanentCodes.Contains(code) || response.StatusCode == HttpStatusCode.Unauthorized))
            return new ExchangeOutcome.Rejected(code);
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return new ExchangeOutcome.Failed(
            code is null ? $"the issuer answered {status}" : $"the issuer answered {status} {Printable(code)}",
            response.Headers.RetryAfter?.Delta,
            MayHaveBeenUsed: (int)response.StatusCode >= 500);
    }

    private static string? ErrorCode(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return AnswerJson.Object(document.RootElement, "error") is { } error
                ? AnswerJson.Text(error, "code")
                : AnswerJson.Text(document.RootElement, "error");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Printable(string code) =>
        code.Length <= 64 && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? code : "";
}
