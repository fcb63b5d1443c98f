using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Edge.Sockets.Handshakes;

/// <summary>`Sec-WebSocket-Key` and the answer that proves it was read (RFC 6455 §4.2.2).</summary>
internal static class HandshakeKey
{
    private const int Size = 16;
    private const string Suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size));

    public static bool IsValid(string key)
    {
        Span<byte> bytes = stackalloc byte[Size + 2];
        return key.Length == 24 && Convert.TryFromBase64String(key, bytes, out var size) && size == Size;
    }

    [SuppressMessage("Security", "CA5350", Justification = "The protocol's own hash; nothing is protected by it.")]
    public static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Suffix)));
}
