using System.Buffers;
using System.Runtime.InteropServices;

namespace CodexPooler.Simulator.Responses.Requests;

internal static class Zstd
{
    private const int Chunk = 128 * 1024;

    /// <summary>Decompressed bytes, or null when the input is not one whole zstd stream or exceeds the limit.</summary>
    public static unsafe byte[]? Decompress(ReadOnlySpan<byte> compressed, int limit)
    {
        var stream = ZstdLibrary.CreateStream();
        var chunk = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            fixed (byte* source = compressed)
            fixed (byte* target = chunk)
            {
                var result = new ArrayBufferWriter<byte>(Chunk);
                var input = new ZstdBuffer { Memory = (nint)source, Size = (nuint)compressed.Length };
                while (true)
                {
                    var output = new ZstdBuffer { Memory = (nint)target, Size = Chunk };
                    var left = ZstdLibrary.Decompress(stream, ref output, ref input);
                    if (ZstdLibrary.IsError(left) != 0 || result.WrittenCount + (int)output.Position > limit) return null;
                    result.Write(chunk.AsSpan(0, (int)output.Position));
                    var drained = input.Position == input.Size && output.Position < output.Size;
                    if (drained) return left == 0 ? result.WrittenSpan.ToArray() : null;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
            _ = ZstdLibrary.FreeStream(stream);
        }
    }

    public static byte[] Compress(ReadOnlySpan<byte> plain)
    {
        var target = new byte[(int)ZstdLibrary.CompressBound((nuint)plain.Length)];
        var written = ZstdLibrary.Compress(
            ref target[0], (nuint)target.Length, ref MemoryMarshal.GetReference(plain), (nuint)plain.Length, level: 3);
        return target[..(int)written];
    }
}
