using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Bench.Edge.Upstream;

/// <summary>The upstream's end of a WebSocket: every message of the client is answered by the row's number of frames.</summary>
internal sealed class UpstreamSocket(UpstreamConnection connection, FakeUpstream upstream)
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private readonly List<byte> _pending = [];

    public static UpstreamSocket Accept(UpstreamConnection connection, ReadOnlySpan<byte> head, FakeUpstream upstream)
    {
        var text = Encoding.ASCII.GetString(head);
        var at = text.IndexOf("sec-websocket-key:", StringComparison.OrdinalIgnoreCase) + "sec-websocket-key:".Length;
        var key = text[at..].Split("\r\n")[0].Trim();
#pragma warning disable CA5350 // RFC 6455 asks for it.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350
        connection.Send(Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n" +
            $"openai-model: gpt-5.5\r\nsec-websocket-accept: {accept}\r\n\r\n"));
        return new(connection, upstream);
    }

    public void OnReceived(ReadOnlySpan<byte> bytes)
    {
        if (_pending.Count > 0)
        {
            _pending.AddRange(bytes);
            bytes = _pending.ToArray();
            _pending.Clear();
        }

        while (FrameLength(bytes) is > 0 and var length)
        {
            Take(bytes[..length]);
            bytes = bytes[length..];
        }

        if (!bytes.IsEmpty) _pending.AddRange(bytes);
    }

    // Whole and masked, as clients send them; 0 while there is not enough of one.
    private static int FrameLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return 0;
        var (head, size) = (bytes[1] & 0x7f) switch
        {
            126 when bytes.Length >= 4 => (4, (bytes[2] << 8) | bytes[3]),
            127 when bytes.Length >= 10 => (10, (int)System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes[2..])),
            126 or 127 => (0, 0),
            var small => (2, small),
        };
        if (head == 0) return 0;
        var whole = head + ((bytes[1] & 0x80) == 0 ? 0 : 4) + size;
        return whole <= bytes.Length ? whole : 0;
    }

    private void Take(ReadOnlySpan<byte> frame)
    {
        switch (frame[0] & 0xf)
        {
            case 1:
                upstream.Turns++;
                connection.Send(SocketAnswers.Of(upstream.Frames));
                break;
            case 8:
                connection.Close();
                break;
            case 9:
                connection.Send(SocketAnswers.Pong(frame));
                break;
        }
    }
}
