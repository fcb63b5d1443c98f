using System.Buffers.Binary;
using System.IO.Compression;

namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>
/// HTTP's "deflate" is zlib by the standard; some clients send the bare stream, which is told apart by the zlib header. .NET
/// takes a stream that ends early for a whole one, so zlib's checksum is compared; a bare stream has none.
/// </summary>
internal sealed class DeflateDecoder : IBodyDecoder
{
    // Two bytes of header, two of an empty block, four of checksum.
    private const int ShortestZlib = 8;

    public static readonly DeflateDecoder Instance = new();

    public DecodeStatus Decode(ReadOnlyMemory<byte> source, DecodeBudget budget, PooledBuffer target)
    {
        if (source.Length < 2) return DecodeStatus.Corrupt;
        if (!HasZlibHeader(source.Span))
            return StreamDecoding.Decode(source, packed => new DeflateStream(packed, CompressionMode.Decompress), budget, target);

        if (source.Length < ShortestZlib) return DecodeStatus.Corrupt;
        var status = StreamDecoding.Decode(source, packed => new ZLibStream(packed, CompressionMode.Decompress), budget, target);
        if (status != DecodeStatus.Decoded) return status;
        var told = BinaryPrimitives.ReadUInt32BigEndian(source.Span[^sizeof(uint)..]);
        return told == Adler32.Of(target.Written.Span) ? DecodeStatus.Decoded : DecodeStatus.Corrupt;
    }

    private static bool HasZlibHeader(ReadOnlySpan<byte> bytes) =>
        (bytes[0] & 0x0F) == 8 && bytes[0] >> 4 <= 7 && ((bytes[0] << 8) | bytes[1]) % 31 == 0;
}
