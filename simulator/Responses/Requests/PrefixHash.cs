using System.Buffers.Binary;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>A running 64-bit hash of a conversation's prefix. Fast, not cryptographic: it only finds cache hits.</summary>
internal readonly record struct PrefixHash(ulong Value)
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    public PrefixHash Add(ReadOnlySpan<byte> bytes)
    {
        var hash = Mix(Value ^ (ulong)bytes.Length);
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        foreach (var b in bytes) hash = Mix(hash ^ b);
        return new PrefixHash(hash);
    }

    private static ulong Mix(ulong value)
    {
        value *= Prime;
        return value ^ (value >> 29);
    }
}
