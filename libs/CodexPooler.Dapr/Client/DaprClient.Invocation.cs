using Grpc.Core;

namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Creates an HttpClient whose requests to <c>http://app-id/…</c> go through the sidecar.</summary>
    /// <param name="appId">The application that relative addresses mean, if any.</param>
    /// <param name="daprEndpoint">The sidecar's HTTP address; the environment's when null.</param>
    /// <param name="daprApiToken">The sidecar's token; the environment's when null.</param>
    public static HttpClient CreateInvokeHttpClient(
        string? appId = null, string? daprEndpoint = null, string? daprApiToken = null)
    {
        var endpoints = DaprEndpoints.Resolve();
        if (daprEndpoint is not null)
            endpoints = endpoints with { Http = DaprEndpoints.Parse(daprEndpoint, nameof(daprEndpoint)) };
        if (daprApiToken is not null)
            endpoints = endpoints with { ApiToken = daprApiToken };
        var client = new HttpClient(new InvocationHandler(endpoints) { InnerHandler = new SocketsHttpHandler() });
        if (appId is not null)
            client.BaseAddress = new Uri($"http://{SidecarPath.Segment(appId, nameof(appId))}/");
        return client;
    }

    /// <summary>
    /// Creates an invoker for generated gRPC clients of an application; its channel lives as long as the process.
    /// </summary>
    /// <param name="appId">The application to call.</param>
    /// <param name="daprEndpoint">The sidecar's gRPC address; the environment's when null.</param>
    /// <param name="daprApiToken">The sidecar's token; the environment's when null.</param>
    public static CallInvoker CreateInvocationInvoker(string appId, string? daprEndpoint = null, string? daprApiToken = null)
    {
        var endpoints = DaprEndpoints.Resolve();
        if (daprEndpoint is not null)
            endpoints = endpoints with { Grpc = DaprEndpoints.Parse(daprEndpoint, nameof(daprEndpoint)) };
        if (daprApiToken is not null)
            endpoints = endpoints with { ApiToken = daprApiToken };
        return new DaprInvocationChannel(endpoints).CreateInvoker(appId);
    }

    /// <summary>Creates a request to a method of an application.</summary>
    public abstract HttpRequestMessage CreateInvokeMethodRequest(HttpMethod httpMethod, string appId, string methodName);

    /// <summary>Creates a request with a JSON body to a method of an application.</summary>
    public abstract HttpRequestMessage CreateInvokeMethodRequest<TRequest>(
        HttpMethod httpMethod, string appId, string methodName, TRequest data);

    /// <summary>Creates a POST request to a method of an application.</summary>
    public HttpRequestMessage CreateInvokeMethodRequest(string appId, string methodName) =>
        CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName);

    /// <summary>Creates a POST request with a JSON body to a method of an application.</summary>
    public HttpRequestMessage CreateInvokeMethodRequest<TRequest>(string appId, string methodName, TRequest data) =>
        CreateInvokeMethodRequest(HttpMethod.Post, appId, methodName, data);

    /// <summary>Sends a request made by <c>CreateInvokeMethodRequest</c>, whatever its answer's status.</summary>
    public abstract Task<HttpResponseMessage> InvokeMethodWithResponseAsync(
        HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>Sends a request and requires success.</summary>
    /// <exception cref="InvocationException">The application answered without success, or not at all.</exception>
    public abstract Task InvokeMethodAsync(HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>Sends a request, requires success and reads the JSON answer.</summary>
    /// <exception cref="InvocationException">The application answered without success, or not at all.</exception>
    public abstract Task<TResponse?> InvokeMethodAsync<TResponse>(
        HttpRequestMessage request, CancellationToken cancellationToken = default);

    /// <summary>Calls a method of an application.</summary>
    public async Task InvokeMethodAsync(
        HttpMethod httpMethod, string appId, string methodName, CancellationToken cancellationToken = default)
    {
        using var request = CreateInvokeMethodRequest(httpMethod, appId, methodName);
        await InvokeMethodAsync(request, cancellationToken);
    }

    /// <summary>Calls a method of an application and reads its JSON answer.</summary>
    public async Task<TResponse?> InvokeMethodAsync<TResponse>(
        HttpMethod httpMethod, string appId, string methodName, CancellationToken cancellationToken = default)
    {
        using var request = CreateInvokeMethodRequest(httpMethod, appId, methodName);
        return await InvokeMethodAsync<TResponse>(request, cancellationToken);
    }

    /// <summary>Calls a method of an application with a JSON body and reads its JSON answer.</summary>
    public async Task<TResponse?> InvokeMethodAsync<TRequest, TResponse>(
        HttpMethod httpMethod, string appId, string methodName, TRequest data, CancellationToken cancellationToken = default)
    {
        using var request = CreateInvokeMethodRequest(httpMethod, appId, methodName, data);
        return await InvokeMethodAsync<TResponse>(request, cancellationToken);
    }
}
