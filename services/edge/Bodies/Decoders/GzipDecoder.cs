using System.Buffers.Binary;
using System.IO.Compression;

namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>One gzip member. .NET takes a stream that ends early for a whole one, so the length at its end is compared.</summary>
internal sealed class GzipDecoder : IBodyDecoder
{
    // Ten bytes of header, two of an empty block, eight of checksum and length.
    private const int Shortest = 20;

    public static readonly GzipDecoder Instance = new();

    public DecodeStatus Decode(ReadOnlyMemory<byte> source, DecodeBudget budget, PooledBuffer target)
    {
        if (source.Length < Shortest) return DecodeStatus.Corrupt;
        var status = StreamDecoding.Decode(source, packed => new GZipStream(packed, CompressionMode.Decompress), budget, target);
        if (status != DecodeStatus.Decoded) return status;
        var told = BinaryPrimitives.ReadUInt32LittleEndian(source.Span[^sizeof(uint)..]);
        return told == (uint)target.Length ? DecodeStatus.Decoded : DecodeStatus.Corrupt;
    }
}
