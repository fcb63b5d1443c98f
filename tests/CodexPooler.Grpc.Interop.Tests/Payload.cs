using System.Security.Cryptography;
using Google.Protobuf;

namespace CodexPooler.Grpc.Interop.Tests;

/// <summary>Payload bytes that every peer can make by itself: byte i is i * 31 % 251.</summary>
internal static class Payload
{
    public static ByteString OfSize(int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++)
            bytes[i] = (byte)((i * 31L) % 251);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    public static string Sha256(ByteString payload) => Convert.ToHexStringLower(SHA256.HashData(payload.Span));

    public static string Sha256(int size) => Sha256(OfSize(size));
}
