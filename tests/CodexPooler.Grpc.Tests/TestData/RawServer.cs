using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CodexPooler.Grpc.Tests.TestData;

/// <summary>
/// An HTTP/2 server of frames written by hand (RFC 9113 §4, §6), for what Kestrel never does: refusing streams, going away
/// mid-way, falling silent. The script is asked for each stream that opens, with the number of the connection.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<RawConnection, int, Task> _onStream;
    private readonly Task _accepting;
    private int _connections;

    public RawServer(Func<RawConnection, int, Task> onStream)
    {
        _onStream = onStream;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public int Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                serving.Add(ServeAsync(socket, Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await stream.ReadExactlyAsync(new byte[24], _stopping.Token);
            var connection = new RawConnection(stream, number);
            await connection.SendAsync(4, 0, 0, []);
            var header = new byte[9];
            while (true)
            {
                await stream.ReadExactlyAsync(header, _stopping.Token);
                await stream.ReadExactlyAsync(new byte[(header[0] << 16) | (header[1] << 8) | header[2]], _stopping.Token);
                var streamId = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5));
                if (header[3] == 4 && (header[4] & 1) == 0) await connection.SendAsync(4, 1, 0, []);
                if (header[3] == 1) await _onStream(connection, streamId);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }
    }
}
