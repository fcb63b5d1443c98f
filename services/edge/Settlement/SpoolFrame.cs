using System.Buffers.Binary;
using System.Numerics;

namespace CodexPooler.Edge.Settlement;

/// <summary>One record on disk: length, checksum, kind, turn id, body. A torn or damaged record fails its checksum.</summary>
internal static class SpoolFrame
{
    public const int HeaderLength = 8;
    private const int FixedLength = 1 + 16;

    /// <summary>Where a record's body begins.</summary>
    public const int BodyStart = HeaderLength + FixedLength;
    private const int LongestBody = 4 * 1024 * 1024;
    public const int Longest = HeaderLength + LongestBody;

    public static byte[] Write(SpoolRecordKind kind, Guid turnId, ReadOnlySpan<byte> body)
    {
        var frame = new byte[BodyStart + body.Length];
        body.CopyTo(frame.AsSpan(BodyStart));
        Seal(frame, kind, turnId);
        return frame;
    }

    /// <summary>Makes a record of a frame whose body is written.</summary>
    public static void Seal(Span<byte> frame, SpoolRecordKind kind, Guid turnId)
    {
        var content = frame[HeaderLength..];
        content[0] = (byte)kind;
        turnId.TryWriteBytes(content[1..]);
        BinaryPrimitives.WriteInt32LittleEndian(frame, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum(content));
    }

    /// <summary>False when the bytes do not begin with a whole, undamaged record.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> bytes, out SpoolRecordKind kind, out Guid turnId, out ReadOnlyMemory<byte> body, out int length)
    {
        (kind, turnId, body, length) = (default, default, default, 0);
        if (bytes.Length < HeaderLength + FixedLength) return false;
        var contentLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
        if (contentLength is < FixedLength or > LongestBody || bytes.Length - HeaderLength < contentLength) return false;
        var content = bytes.Slice(HeaderLength, contentLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[4..]) != Checksum(content.Span)) return false;
        kind = (SpoolRecordKind)content.Span[0];
        turnId = new Guid(content.Span.Slice(1, 16));
        body = content[FixedLength..];
        length = HeaderLength + contentLength;
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var single in bytes) crc = BitOperations.Crc32C(crc, single);
        return ~crc;
    }
}
