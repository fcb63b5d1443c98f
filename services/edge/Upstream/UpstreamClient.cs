using System.Diagnostics.Metrics;
using System.Net;
using CodexPooler.Edge.Upstream.Plain;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Upstream;

/// <summary>The connections to the upstream. Nothing here follows redirects, keeps cookies or touches a body.</summary>
internal sealed class UpstreamClient : IDisposable
{
    private const int StreamWindow = 1024 * 1024;
    private readonly HttpMessageInvoker _http;
    private readonly PlainClient _plain;

    public UpstreamClient(
        IOptions<UpstreamOptions> options, TimeProvider time, IMeterFactory meters, UpstreamRoots? roots = null)
    {
        _plain = new(options.Value.ConnectTimeout, time);
        _http = new(new SocketsHttpHandler
        {
            ConnectTimeout = options.Value.ConnectTimeout,
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MeterFactory = meters,
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = StreamWindow,
            MaxConnectionsPerServer = int.MaxValue,
            SslOptions = { CertificateChainPolicy = roots?.Policy },
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        });
    }

    /// <summary>Ends with the answer's headers.</summary>
    public ValueTask<UpstreamAnswer> SendAsync(UpstreamRequest request, CancellationToken cancellationToken) =>
        request.Address.IsSecure
            ? SendSecureAsync(request, cancellationToken)
            : _plain.SendAsync(request, cancellationToken);

    /// <summary>Ends with the response's headers.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // In clear there is no negotiation of HTTP/2; over TLS it is preferred.
        var secure = request.RequestUri!.Scheme == Uri.UriSchemeHttps;
        request.Version = secure ? HttpVersion.Version20 : HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        return _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Ends with the answer to an upgrade, which only HTTP/1.1 knows.</summary>
    public Task<HttpResponseMessage> UpgradeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        return _http.SendAsync(request, cancellationToken);
    }

    private async ValueTask<UpstreamAnswer> SendSecureAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage();
        // A body may still be on its way when the answer begins, and the caller's token is somebody else's by then.
        using var own = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return UpstreamAnswer.Of(await SendAsync(message, own.Token));
    }

    public void Dispose()
    {
        _plain.Dispose();
        _http.Dispose();
    }
}
