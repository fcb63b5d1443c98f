using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace CodexPooler.Testing.Codex;

/// <summary>
/// Where the CLI's proxy settings lead: chosen https hosts are served by a local address, every other host is refused and
/// remembered. No traffic of a test leaves the machine, and a test can say who was asked for.
/// </summary>
public sealed class OutsideProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly LocalAuthority _authority = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _refused = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly IReadOnlyDictionary<string, Uri> _hosts;
    private readonly Task _accepting;

    private OutsideProxy(IReadOnlyDictionary<string, Uri> hosts)
    {
        _hosts = hosts;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Certificate of the authority that stands for the hosts.</summary>
    public string AuthorityPem => _authority.Pem;

    /// <summary>Hosts asked for that no one serves here.</summary>
    public IReadOnlyList<string> Refused => [.. _refused];

    /// <param name="hosts">For each https host the http address that serves it.</param>
    public static OutsideProxy Start(IReadOnlyDictionary<string, Uri> hosts) => new(hosts);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _authority.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var serving = ServeAsync(client);
                _connections[serving] = 0;
                _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var host = await ReadHostAsync(stream);
                if (!_hosts.TryGetValue(host, out var address))
                {
                    _refused.Enqueue(host);
                    await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
                    return;
                }
                await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _stop.Token);
                await RelayAsync(stream, host, address);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException
                or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The CLI drops connections as it pleases, and does not trust us for hosts it pins.
            }
        }
    }

    private async Task RelayAsync(NetworkStream stream, string host, Uri address)
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _authority.For(host) }, _stop.Token);
        using var server = new TcpClient();
        await server.ConnectAsync(address.Host, address.Port, _stop.Token);
        var upstream = server.GetStream();
        var sending = tls.CopyToAsync(upstream, _stop.Token);
        var receiving = upstream.CopyToAsync(tls, _stop.Token);
        await Task.WhenAny(sending, receiving);
        server.Close();
        stream.Close();
        await Task.WhenAll(sending, receiving);
    }

    /// <summary>The host of "CONNECT host:port" or of an absolute http address.</summary>
    private async Task<string> ReadHostAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                throw new IOException("The client left before it asked for a host.");
            head.Append((char)one[0]);
        }
        var target = head.ToString().Split(' ')[1];
        return target.Contains("://", StringComparison.Ordinal) ? new Uri(target).Host : target.Split(':')[0];
    }
}
