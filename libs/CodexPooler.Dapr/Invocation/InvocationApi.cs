using System.Text.Json;

namespace Dapr.Client;

internal sealed class InvocationApi(SidecarConnection sidecar, JsonSerializerOptions json)
{
    private static readonly HttpRequestOptionsKey<string> AppIdKey = new("dapr.app-id");
    private static readonly HttpRequestOptionsKey<string> MethodKey = new("dapr.method");

    public HttpRequestMessage Create(HttpMethod httpMethod, string appId, string methodName)
    {
        ArgumentNullException.ThrowIfNull(methodName);
        var path = $"v1.0/invoke/{SidecarPath.Segment(appId, nameof(appId))}/method/{methodName.TrimStart('/')}";
        var request = new HttpRequestMessage(httpMethod, sidecar.Address(path));
        request.Options.Set(AppIdKey, appId);
        request.Options.Set(MethodKey, methodName);
        return request;
    }

    public HttpRequestMessage Create<TRequest>(HttpMethod httpMethod, string appId, string methodName, TRequest data)
    {
        var request = Create(httpMethod, appId, methodName);
        request.Content = SidecarConnection.Json(data, json);
        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await sidecar.SendAsync(request, cancellationToken);
        }
        catch (DaprException exception)
        {
            throw Failure(request, exception, null);
        }
    }

    public async Task InvokeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(request, cancellationToken);
        EnsureSuccess(request, response);
        response.Dispose();
    }

    public async Task<TResponse?> InvokeAsync<TResponse>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(request, cancellationToken);
        EnsureSuccess(request, response);
        using (response)
        {
            try
            {
                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                return await JsonSerializer.DeserializeAsync<TResponse>(body, json, cancellationToken);
            }
            catch (Exception exception) when (exception is JsonException or HttpRequestException)
            {
                throw Failure(request, exception, null);
            }
        }
    }

    // The answer stays open: the exception hands it to the caller, who owns it.
    private static void EnsureSuccess(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw Failure(request, null, response);
    }

    private static InvocationException Failure(HttpRequestMessage request, Exception? cause, HttpResponseMessage? response)
    {
        request.Options.TryGetValue(AppIdKey, out var appId);
        request.Options.TryGetValue(MethodKey, out var method);
        return new InvocationException(appId ?? "unknown", method ?? "unknown", cause, response);
    }
}
