using System.Buffers;
using System.IO.Compression;

namespace CodexPooler.Edge.Bodies.Decoders;

internal sealed class BrotliBodyDecoder : IBodyDecoder
{
    public static readonly BrotliBodyDecoder Instance = new();

    public DecodeStatus Decode(ReadOnlyMemory<byte> source, DecodeBudget budget, PooledBuffer target)
    {
        using var decoder = new BrotliDecoder();
        var rest = source.Span;
        while (true)
        {
            var room = target.Room(DecodeBudget.Chunk)[..DecodeBudget.Chunk];
            var status = decoder.Decompress(rest, room, out var consumed, out var written);
            rest = rest[consumed..];
            target.Advance(written);
            if (budget.Check(target.Length) is var allowed and not DecodeStatus.Decoded) return allowed;
            if (status == OperationStatus.Done) return rest.IsEmpty ? DecodeStatus.Decoded : DecodeStatus.Corrupt;
            if (status != OperationStatus.DestinationTooSmall) return DecodeStatus.Corrupt;
        }
    }
}
