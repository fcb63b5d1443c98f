using System.Runtime.InteropServices;

namespace CodexPooler.Simulator.Responses.Requests;

internal static partial class ZstdLibrary
{
    private const string Name = "libzstd.so.1";

    [LibraryImport(Name, EntryPoint = "ZSTD_createDStream")]
    internal static partial nint CreateStream();

    [LibraryImport(Name, EntryPoint = "ZSTD_freeDStream")]
    internal static partial nuint FreeStream(nint stream);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressStream")]
    internal static partial nuint Decompress(nint stream, ref ZstdBuffer output, ref ZstdBuffer input);

    [LibraryImport(Name, EntryPoint = "ZSTD_isError")]
    internal static partial uint IsError(nuint code);

    [LibraryImport(Name, EntryPoint = "ZSTD_compressBound")]
    internal static partial nuint CompressBound(nuint size);

    [LibraryImport(Name, EntryPoint = "ZSTD_compress")]
    internal static partial nuint Compress(ref byte output, nuint capacity, ref byte input, nuint size, int level);
}
