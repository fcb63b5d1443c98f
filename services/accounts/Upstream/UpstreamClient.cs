using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Contracts.Directory.V1;
using Microsoft.Extensions.Options;

using CredentialCache = CodexPooler.Accounts.Serving.CredentialCache;

namespace CodexPooler.Accounts.Upstream;

/// <summary>
/// Asks the backend about an account with its own credential: usage, models, saved resets. A refused credential is renewed once.
/// Sends only
/// what the endpoints read, authorization and chatgpt-account-id, as the Codex client does.
/// </summary>
internal sealed class UpstreamClient(
    HttpClient http, CredentialCache credentials, AccountHealth health, IOptions<UpstreamOptions> options)
{
    public async Task<UpstreamReply> SendAsync(
        Account account, Func<HttpRequestMessage> question, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(account.Id);
        var held = await credentials.GetAsync(id, cancellationToken);
        if (held is not RefreshResult.Fresh fresh) return await RefusedAsync(id, held, cancellationToken);
        var reply = await AskAsync(account, fresh.Credential, question(), cancellationToken);
        if (reply is not UpstreamReply.Unauthorized) return reply;

        var renewed = await credentials.RenewAsync(id, fresh.Credential.Generation, cancellationToken);
        if (renewed is not RefreshResult.Fresh again) return await RefusedAsync(id, renewed, cancellationToken);
        await health.RecordAsync(id, renewed, cancellationToken);
        return await AskAsync(account, again.Credential, question(), cancellationToken);
    }

    public static Uri Address(Account account, string path) => new(account.UpstreamBase.TrimEnd('/') + path);

    private async Task<UpstreamReply> RefusedAsync(Guid accountId, RefreshResult result, CancellationToken cancellationToken)
    {
        await health.RecordAsync(accountId, result, cancellationToken);
        return new UpstreamReply.Nothing("there is no credential to ask with");
    }

    private async Task<UpstreamReply> AskAsync(
        Account account, CredentialState credential, HttpRequestMessage question, CancellationToken cancellationToken)
    {
        using var owned = question;
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(options.Value.AnswerWithin);
        question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential.Tokens.AccessToken.Reveal());
        if (account.UpstreamAccountId.Length > 0)
            question.Headers.TryAddWithoutValidation("chatgpt-account-id", account.UpstreamAccountId);
        try
        {
            using var response = await http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, budget.Token);
            if (response.StatusCode == HttpStatusCode.NotModified) return new UpstreamReply.Unchanged();
            var body = await BodyAsync(response, budget.Token);
            return body is null ? new UpstreamReply.Nothing("the answer is too long") : Read(response, body);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            return new UpstreamReply.Nothing(
                $"the upstream could not be reached ({(cause as HttpRequestException)?.HttpRequestError})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new UpstreamReply.Nothing("the upstream did not answer in time");
        }
    }

    private async Task<byte[]?> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (buffer.Length + read > options.Value.LongestAnswerBytes) return null;
            buffer.Write(piece, 0, read);
        }

        return buffer.ToArray();
    }

    private static UpstreamReply Read(HttpResponseMessage response, byte[] body)
    {
        var isJson = IsJsonObject(body);
        if (response.IsSuccessStatusCode)
            return isJson ? new UpstreamReply.Answer(body, ETag(response)) : new UpstreamReply.Nothing("the answer is not JSON");
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return response.StatusCode == HttpStatusCode.Unauthorized && isJson
            ? new UpstreamReply.Unauthorized(status)
            : new UpstreamReply.Nothing(
                isJson ? $"the upstream answered {status}" : $"the upstream answered {status} with a web page");
    }

    private static string ETag(HttpResponseMessage response) =>
        response.Headers.TryGetValues("ETag", out var values) ? values.First() : "";

    private static bool IsJsonObject(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
