namespace CodexPooler.SidecarDouble.Runtime;

/// <summary>Calls the app behind this sidecar, with the app token on every call (pkg/channel/http/http_channel.go).</summary>
public sealed class AppChannel(SidecarOptions options) : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private volatile bool _seen;

    public bool IsConfigured => options.App is not null;

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var app = options.App ?? throw new InvalidOperationException("app channel is not initialized");
        using var request = Request(app, method, path, content);
        if (options.AppToken is not null)
            request.Headers.TryAddWithoutValidation(ApiTokenMiddleware.Header, options.AppToken);
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Whether the app port has ever accepted a connection.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        if (_seen || options.App is null)
            return true;
        try
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync(options.App.Host, options.App.Port, cancellationToken);
            return _seen = true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    internal static HttpRequestMessage Request(Uri app, HttpMethod method, string path, HttpContent? content) =>
        new(method, new Uri($"http://{app.Authority}{path}"))
        {
            Content = content,
            Version = app.Scheme == "h2c" ? System.Net.HttpVersion.Version20 : System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
}
