using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CodexPooler.Bench.Edge.Proxies;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>What a client sends over a WebSocket, ready to be sent.</summary>
internal static class SocketMessages
{
    private const byte Masked = 0x80;
    private const byte TwoByteLength = 126;
    private static readonly byte[] Mask = [0x1b, 0x87, 0xc3, 0x5e];

    // Every client has a session of its own, as in life: turns of one session at once are spread over accounts, and what moves
    // to another account opens another upstream connection.
    private const string Session = "000000000001";
    private static readonly string Turn = Encoding.ASCII.GetString(Bodies.Small(stream: true));

    /// <summary>A small turn: the request's body with its type in front, masked as a client must.</summary>
    public static byte[] Create(int client) => Frame(
        [.. "{\"type\":\"response.create\","u8, .. Encoding.ASCII.GetBytes(Own(Turn, client)).AsSpan(1)]);

    public static byte[] Handshake(Proxy proxy, int client) => Encoding.ASCII.GetBytes(
        $"GET {proxy.StreamPath} HTTP/1.1\r\nHost: 127.0.0.1:{proxy.Port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{Own(proxy.Headers, client)}\r\n");

    private static string Own(string text, int client) =>
        text.Replace(Session, (client + 1).ToString("D12", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static byte[] Frame(byte[] text)
    {
        var length = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)text.Length);
        return [0x81, Masked | TwoByteLength, .. length, .. Mask, .. text.Select((value, at) => (byte)(value ^ Mask[at & 3]))];
    }
}
