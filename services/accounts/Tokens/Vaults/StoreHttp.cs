using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>Calls a store's own API. Statuses are the caller's business, silence is an unavailable vault.</summary>
internal sealed class StoreHttp(HttpClient http, string store)
{
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method,
        Uri address,
        JsonNode? content,
        (string Name, string Value) credential,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation(credential.Name, credential.Value);
        if (content is not null) request.Content = JsonContent.Create(content);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return (response.StatusCode, body.Length == 0 ? null : JsonNode.Parse(body));
        }
        catch (Exception cause) when (cause is HttpRequestException or JsonException or IOException)
        {
            throw new VaultUnavailableException($"{store} cannot be reached: {cause.GetType().Name}", cause);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VaultUnavailableException($"{store} did not answer in time.", cause);
        }
    }

    public VaultUnavailableException Unexpected(HttpStatusCode status) => new($"{store} answered {(int)status}.");

    public async Task<string> TokenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new VaultUnavailableException($"{store}: its token file {path} cannot be read.", cause);
        }
    }
}
