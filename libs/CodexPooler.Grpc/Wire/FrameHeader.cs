using System.Buffers;
using System.Buffers.Binary;

namespace CodexPooler.Grpc.Wire;

/// <summary>The five bytes before every message: a compressed flag and a big-endian length.</summary>
internal readonly record struct FrameHeader(bool Compressed, int Length)
{
    public static bool TryRead(ReadOnlySequence<byte> buffer, int? maxLength, out FrameHeader header)
    {
        header = default;
        if (buffer.Length < WireNames.FrameHeaderLength) return false;
        Span<byte> bytes = stackalloc byte[WireNames.FrameHeaderLength];
        buffer.Slice(0, WireNames.FrameHeaderLength).CopyTo(bytes);
        header = Parse(bytes, maxLength);
        return true;
    }

    public static FrameHeader Parse(ReadOnlySpan<byte> bytes, int? maxLength)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);
        if (bytes[0] > 1) throw Failure.Internal($"The message's compressed flag is {bytes[0]}; only 0 and 1 exist.");
        if (length > (maxLength ?? int.MaxValue)) throw Failure.TooLarge("received", maxLength ?? int.MaxValue);
        return new FrameHeader(bytes[0] == 1, (int)length);
    }

    public static void Write(Span<byte> target, bool compressed, int length)
    {
        target[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(target[1..], length);
    }
}
