using System.Numerics;
using System.Runtime.InteropServices;

namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>RFC 6455 §5.3: each byte of a client's payload is combined with one of four.</summary>
internal static class FrameMask
{
    public static void Apply(Span<byte> payload, uint mask)
    {
        if (mask == 0) return;
        if (!BitConverter.IsLittleEndian) mask = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(mask);
        var wide = MemoryMarshal.Cast<byte, Vector<byte>>(payload);
        var pattern = Vector.AsVectorByte(new Vector<uint>(mask));
        for (var i = 0; i < wide.Length; i++) wide[i] ^= pattern;

        var rest = payload[(wide.Length * Vector<byte>.Count)..];
        Span<byte> key = stackalloc byte[sizeof(uint)];
        MemoryMarshal.Write(key, mask);
        for (var i = 0; i < rest.Length; i++) rest[i] ^= key[i & 3];
    }
}
