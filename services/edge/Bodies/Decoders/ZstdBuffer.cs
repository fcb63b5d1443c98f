using System.Runtime.InteropServices;

namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>ZSTD_inBuffer and ZSTD_outBuffer, which have the same layout.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ZstdBuffer
{
    public nint Memory;
    public nuint Size;
    public nuint Position;
}
