using System.Collections.Concurrent;

namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>zstd by the system's libzstd: the Codex CLI compresses with it, and .NET has no decoder of its own.</summary>
internal sealed class ZstdDecoder : IBodyDecoder
{
    // A context that decoded a large body holds on to a window of its size.
    private const int LargestKept = 8 * 1024 * 1024;

    // What is decoded in a few milliseconds at most is decoded where it is wanted, by one call. The library's streams copy
    // everything through a window of their own, unless the body says its size.
    private const int LargestAtOnce = 4 * 1024 * 1024;

    public static readonly ZstdDecoder Instance = new();
    private static readonly Lazy<bool> Present = new(Probe);
    private readonly ConcurrentBag<ZstdContext> _contexts = [];

    /// <summary>Whether the machine has the library.</summary>
    public static bool IsAvailable => Present.Value;

    public DecodeStatus Decode(ReadOnlyMemory<byte> source, DecodeBudget budget, PooledBuffer target)
    {
        if (source.IsEmpty) return DecodeStatus.Corrupt;
        var context = _contexts.TryTake(out var kept) ? kept : new ZstdContext();
        var status = DecodeStatus.Corrupt;
        try
        {
            return status = Decode(context, source.Span, budget, target);
        }
        finally
        {
            if (status == DecodeStatus.Decoded && target.Length <= LargestKept && _contexts.Count < Environment.ProcessorCount)
            {
                context.Reset();
                _contexts.Add(context);
            }
            else
            {
                context.Dispose();
            }
        }
    }

    private static unsafe DecodeStatus Decode(
        ZstdContext context, ReadOnlySpan<byte> source, DecodeBudget budget, PooledBuffer target)
    {
        fixed (byte* bytes = source)
        {
            var declared = ZstdLibrary.ContentSize((nint)bytes, (nuint)source.Length);
            if (declared == ZstdLibrary.ContentSizeError) return DecodeStatus.Corrupt;
            if (declared != ZstdLibrary.ContentSizeUnknown)
            {
                // What a frame says of itself is refused before memory is taken for it.
                var allowed = budget.Check((long)Math.Min(declared, long.MaxValue));
                if (allowed != DecodeStatus.Decoded) return allowed;
                target.Room(Math.Max(1, (int)declared));
            }

            var most = ZstdLibrary.Bound((nint)bytes, (nuint)source.Length);
            if (most == ZstdLibrary.ContentSizeError) return DecodeStatus.Corrupt;
            if (most <= LargestAtOnce && budget.Check((long)most) == DecodeStatus.Decoded)
                return DecodeWhole(context, source, (int)most, budget, target);

            var input = new ZstdBuffer { Memory = (nint)bytes, Size = (nuint)source.Length };
            while (true)
            {
                var room = target.Room();
                var announced = declared < int.MaxValue ? (int)declared - target.Length : 0;
                var size = Math.Min(room.Length, Math.Max(DecodeBudget.Chunk, announced));
                nuint left, written;
                fixed (byte* destination = room)
                {
                    var output = new ZstdBuffer { Memory = (nint)destination, Size = (nuint)size };
                    left = context.Decompress(ref output, ref input);
                    written = output.Position;
                }

                if (ZstdLibrary.IsError(left) != 0) return DecodeStatus.Corrupt;
                target.Advance((int)written);
                var allowed = budget.Check(target.Length);
                if (allowed != DecodeStatus.Decoded) return allowed;
                if (input.Position == input.Size && (left == 0 || written < (nuint)size))
                    return left == 0 ? DecodeStatus.Decoded : DecodeStatus.Corrupt;
            }
        }
    }

    private static DecodeStatus DecodeWhole(
        ZstdContext context, ReadOnlySpan<byte> source, int most, DecodeBudget budget, PooledBuffer target)
    {
        var written = context.Decompress(source, target.Room(Math.Max(1, most)));
        if (ZstdLibrary.IsError(written) != 0) return DecodeStatus.Corrupt;
        target.Advance((int)written);
        return budget.Check(target.Length);
    }

    private static bool Probe()
    {
        try
        {
            return ZstdLibrary.Version() > 0;
        }
        catch (DllNotFoundException)
        {
            return false;
        }
    }
}
