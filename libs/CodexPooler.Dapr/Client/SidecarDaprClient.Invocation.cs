namespace Dapr.Client;

internal sealed partial class SidecarDaprClient
{
    private readonly InvocationApi _invocation = new(sidecar, json);

    public override HttpRequestMessage CreateInvokeMethodRequest(HttpMethod httpMethod, string appId, string methodName) =>
        _invocation.Create(httpMethod, appId, methodName);

    public override HttpRequestMessage CreateInvokeMethodRequest<TRequest>(
        HttpMethod httpMethod, string appId, string methodName, TRequest data) =>
        _invocation.Create(httpMethod, appId, methodName, data);

    public override Task<HttpResponseMessage> InvokeMethodWithResponseAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invocation.SendAsync(request, cancellationToken);

    public override Task InvokeMethodAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invocation.InvokeAsync(request, cancellationToken);

    public override Task<TResponse?> InvokeMethodAsync<TResponse>(HttpRequestMessage request, CancellationToken cancellationToken)
        where TResponse : default =>
        _invocation.InvokeAsync<TResponse>(request, cancellationToken);
}
