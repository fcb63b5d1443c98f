using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using CodexPooler.Edge.Tests.TestData;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>A client that writes its frames by hand, for what the platform's WebSocket would never send or never shows.</summary>
internal sealed class RawSocket : IAsyncDisposable
{
    public const string Handshake =
        "GET /backend-api/codex/responses HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
        "Authorization: Bearer " + TestDirectory.Key + "\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly NetworkStream _stream;

    private RawSocket(NetworkStream stream) => _stream = stream;

    /// <summary>The answer's head, as it came.</summary>
    public string Head { get; private set; } = "";

    public static async Task<RawSocket> OpenAsync(EdgeServer edge, string request = Handshake)
    {
        var socket = new RawSocket(await edge.ConnectAsync());
        await socket._stream.WriteAsync(Encoding.ASCII.GetBytes(request + "\r\n"));
        var head = new List<byte>();
        while (!Encoding.ASCII.GetString([.. head]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Add((await socket.BytesAsync(1))[0]);
        socket.Head = Encoding.ASCII.GetString([.. head]);
        return socket;
    }

    /// <summary>Frames with a mask, unless told otherwise.</summary>
    public static byte[] Frame(int first, ReadOnlySpan<byte> payload, bool masked = true)
    {
        var frame = new List<byte> { (byte)first };
        var mark = masked ? 0x80 : 0;
        if (payload.Length < 126) frame.Add((byte)(mark | payload.Length));
        else
        {
            var length = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
            frame.Add((byte)(mark | 127));
            frame.AddRange(length);
        }

        byte[] mask = masked ? [0x12, 0x34, 0x56, 0x78] : [0, 0, 0, 0];
        if (masked) frame.AddRange(mask);
        for (var i = 0; i < payload.Length; i++) frame.Add((byte)(payload[i] ^ mask[i & 3]));
        return [.. frame];
    }

    public async Task SendAsync(params byte[][] frames)
    {
        foreach (var frame in frames) await _stream.WriteAsync(frame);
    }

    /// <summary>The next frame: its first byte and its payload.</summary>
    public async Task<(int First, byte[] Payload)> ReadAsync()
    {
        var head = await BytesAsync(2);
        (head[1] & 0x80).ShouldBe(0, "a server's frames are not masked");
        long length = head[1] & 0x7F;
        if (length == 126) length = BinaryPrimitives.ReadUInt16BigEndian(await BytesAsync(2));
        else if (length == 127) length = BinaryPrimitives.ReadInt64BigEndian(await BytesAsync(8));
        return (head[0], await BytesAsync((int)length));
    }

    /// <summary>The code of the close that comes next, after whatever else comes.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (true)
        {
            var (first, payload) = await ReadAsync();
            if ((first & 0x0F) == 8) return BinaryPrimitives.ReadUInt16BigEndian(payload);
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<byte[]> BytesAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, patience.Token);
        return bytes;
    }
}
