using System.Buffers.Binary;

namespace CodexPooler.Accounting.Ledger;

/// <summary>The time inside a turn's id. RFC 9562, section 5.7: 48 bits of Unix milliseconds, then the version.</summary>
internal static class TurnIds
{
    public static DateTimeOffset? TimeOf(Guid id) => id.Version == 7
        ? DateTimeOffset.FromUnixTimeMilliseconds(MillisecondsOf(id))
        : null;

    /// <summary>No id made at or after <paramref name="time"/> is smaller.</summary>
    public static Guid LowerBound(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    private static long MillisecondsOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
    }
}
