using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dapr;

/// <summary>One HTTP connection pool to the sidecar, with its token, its envelope format and its error answers.</summary>
internal sealed class SidecarConnection(HttpClient http, Uri endpoint, string? apiToken) : IDisposable
{
    /// <summary>The sidecar's own envelopes; values inside them use the caller's options.</summary>
    public static readonly JsonSerializerOptions Envelope = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public Uri Address(string path) => new(endpoint, path);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, Address(path)) { Content = content };
        return await SendAsync(request, cancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (apiToken is not null)
            request.Headers.TryAddWithoutValidation(DaprEndpoints.TokenHeader, apiToken);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new DaprException($"The Dapr sidecar at {endpoint} did not answer: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DaprException($"The Dapr sidecar at {endpoint} did not answer in time.", exception);
        }
    }

    public static async Task EnsureSuccessAsync(
        HttpResponseMessage response, string operation, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw await FailureAsync(response, operation, cancellationToken);
    }

    public static async Task<DaprApiException> FailureAsync(
        HttpResponseMessage response, string operation, CancellationToken cancellationToken)
    {
        var error = SidecarError.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var hint = response.StatusCode == HttpStatusCode.Unauthorized && error.ErrorCode is null
            ? $" Set {DaprEndpoints.ApiTokenName} to the sidecar's token."
            : string.Empty;
        return new DaprApiException(
            $"{operation} failed with HTTP {(int)response.StatusCode} {error.ErrorCode}: {error.Message}{hint}",
            response.StatusCode,
            error.ErrorCode);
    }

    public static ByteArrayContent Json<T>(
        T value, JsonSerializerOptions? options = null, string contentType = "application/json")
    {
        // Written whole so that the request has a length: a chunked body is never retried by the sidecar.
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, options ?? Envelope));
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return content;
    }

    public void Dispose() => http.Dispose();
}
