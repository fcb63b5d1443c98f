using System.Buffers;
using System.IO.Compression;

namespace CodexPooler.Grpc.Wire;

internal static class GzipEncoding
{
    public static void Compress(ReadOnlyMemory<byte> payload, PooledBuffer target)
    {
        using var gzip = new GZipStream(new BufferWriterStream(target), CompressionLevel.Fastest);
        gzip.Write(payload.Span);
    }

    /// <summary>Stops at the limit, so that a small message cannot unfold into a large one.</summary>
    public static void Decompress(ReadOnlySequence<byte> payload, PooledBuffer target, int? limit)
    {
        using var source = new SequenceStream(payload);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        try
        {
            while (true)
            {
                var read = gzip.Read(target.GetSpan(4096));
                if (read == 0) return;
                target.Advance(read);
                if (target.Length > limit) throw Failure.TooLarge("received", limit.Value);
            }
        }
        catch (InvalidDataException e)
        {
            throw Failure.Internal("The message is marked as gzip but is not.", e);
        }
    }
}
