using System.Runtime.InteropServices;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>ZSTD_inBuffer and ZSTD_outBuffer have the same layout.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ZstdBuffer
{
    public nint Memory;
    public nuint Size;
    public nuint Position;
}
