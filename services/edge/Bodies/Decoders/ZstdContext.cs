using System.Runtime.InteropServices;

namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>One decoding context. Making one costs more than decoding a short body, so they are kept and used again.</summary>
internal sealed class ZstdContext : SafeHandle
{
    // 64 MiB, the largest body: a one-shot compressor declares the whole content as its window.
    private const int LargestWindowLog = 26;

    public ZstdContext()
        : base(0, ownsHandle: true)
    {
        SetHandle(ZstdLibrary.CreateContext());
        if (IsInvalid) throw new InvalidOperationException("libzstd gave no decoding context");
        _ = ZstdLibrary.SetParameter(handle, ZstdLibrary.WindowLogMax, LargestWindowLog);
    }

    public override bool IsInvalid => handle == 0;

    public void Reset() => _ = ZstdLibrary.Reset(handle, ZstdLibrary.ResetSession);

    /// <summary>0 when a frame has ended, an error code, or a hint that there is more.</summary>
    public nuint Decompress(ref ZstdBuffer output, ref ZstdBuffer input) => ZstdLibrary.Decompress(handle, ref output, ref input);

    /// <summary>How much it gave, or an error code.</summary>
    public unsafe nuint Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        fixed (byte* from = source)
        fixed (byte* to = target)
        {
            return ZstdLibrary.DecompressWhole(handle, (nint)to, (nuint)target.Length, (nint)from, (nuint)source.Length);
        }
    }

    protected override bool ReleaseHandle()
    {
        _ = ZstdLibrary.FreeContext(handle);
        return true;
    }
}
