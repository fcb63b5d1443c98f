using System.Net;
using System.Net.Sockets;

namespace CodexPooler.Grpc.Interop.Tests;

/// <summary>Forwards TCP to a loopback port and counts connections and the bytes of each direction.</summary>
internal sealed class ByteTap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly Task _accepting;
    private long _forwarded;
    private long _returned;
    private int _connections;

    public ByteTap(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Target => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Connections => Volatile.Read(ref _connections);

    public long Forwarded => Interlocked.Read(ref _forwarded);

    public long Returned => Interlocked.Read(ref _returned);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            Interlocked.Increment(ref _connections);
            await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
            await Task.WhenAll(
                CopyAsync(client.GetStream(), server, count => Interlocked.Add(ref _forwarded, count)),
                CopyAsync(server.GetStream(), client, count => Interlocked.Add(ref _returned, count)));
        }
    }

    private async Task CopyAsync(NetworkStream from, TcpClient to, Action<int> count)
    {
        var buffer = new byte[64 << 10];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, _stop.Token)) > 0; count(read))
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception over)
            when (over is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            to.Close();
        }
    }
}
