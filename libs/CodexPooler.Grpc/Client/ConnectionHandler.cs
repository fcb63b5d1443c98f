using System.Net.Sockets;
using Grpc.Net.Client;

namespace CodexPooler.Grpc.Client;

internal static class ConnectionHandler
{
    // Fixed, because window sizing by measurement is off (Directory.Build.targets): a megabyte fills a fast link between data
    // centres and bounds what a slow reader makes us hold.
    private const int StreamWindow = 1 << 20;

    public static SocketsHttpHandler Create(GrpcChannelOptions options, ConnectionBackoff backoff) => new()
    {
        EnableMultipleHttp2Connections = true,
        InitialHttp2StreamWindowSize = StreamWindow,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = options.ConnectTimeout,
        KeepAlivePingDelay = options.KeepAlivePingDelay,
        KeepAlivePingTimeout = options.KeepAlivePingTimeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, backoff, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, ConnectionBackoff backoff, CancellationToken cancellationToken)
    {
        backoff.ThrowIfWaiting();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            backoff.Succeeded();
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception fault)
        {
            socket.Dispose();
            if (fault is SocketException failed) backoff.Failed(failed);
            throw;
        }
    }
}
