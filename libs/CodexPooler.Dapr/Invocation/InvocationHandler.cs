namespace Dapr.Client;

/// <summary>
/// Sends <c>http://app-id/path</c> to that application through the sidecar, so that ordinary HttpClient code can call it.
/// </summary>
public sealed class InvocationHandler : DelegatingHandler
{
    private readonly Uri _endpoint;
    private readonly string? _apiToken;

    /// <summary>Creates the handler for the sidecar that the environment names.</summary>
    public InvocationHandler()
        : this(DaprEndpoints.Resolve())
    {
    }

    internal InvocationHandler(DaprEndpoints endpoints) => (_endpoint, _apiToken) = (endpoints.Http, endpoints.ApiToken);

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var original = request.RequestUri;
        if (original is null or { IsAbsoluteUri: false })
            throw new ArgumentException("The address must be absolute, with the application's id as its host.", nameof(request));
        var appId = SidecarPath.Segment(original.Host, nameof(request));
        request.RequestUri = new Uri(_endpoint, $"v1.0/invoke/{appId}/method/{original.PathAndQuery.TrimStart('/')}");
        if (_apiToken is not null)
            request.Headers.TryAddWithoutValidation(DaprEndpoints.TokenHeader, _apiToken);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = original;
            request.Headers.Remove(DaprEndpoints.TokenHeader);
        }
    }
}
