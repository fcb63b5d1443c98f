using System.Runtime.InteropServices;

namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>The parts of libzstd's interface that decoding needs; all are in every library since 1.4.</summary>
internal static partial class ZstdLibrary
{
    public const int WindowLogMax = 100;
    public const ulong ContentSizeUnknown = ulong.MaxValue;
    public const ulong ContentSizeError = ulong.MaxValue - 1;
    public const int ResetSession = 1;
    private const string Name = "libzstd.so.1";

    [LibraryImport(Name, EntryPoint = "ZSTD_versionNumber")]
    internal static partial uint Version();

    [LibraryImport(Name, EntryPoint = "ZSTD_createDCtx")]
    internal static partial nint CreateContext();

    [LibraryImport(Name, EntryPoint = "ZSTD_freeDCtx")]
    internal static partial nuint FreeContext(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_DCtx_reset")]
    internal static partial nuint Reset(nint context, int directive);

    [LibraryImport(Name, EntryPoint = "ZSTD_DCtx_setParameter")]
    internal static partial nuint SetParameter(nint context, int parameter, int value);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressStream")]
    internal static partial nuint Decompress(nint context, ref ZstdBuffer output, ref ZstdBuffer input);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressDCtx")]
    internal static partial nuint DecompressWhole(nint context, nint target, nuint room, nint source, nuint length);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressBound")]
    internal static partial ulong Bound(nint source, nuint length);

    [LibraryImport(Name, EntryPoint = "ZSTD_getFrameContentSize")]
    internal static partial ulong ContentSize(nint source, nuint length);

    [LibraryImport(Name, EntryPoint = "ZSTD_isError")]
    internal static partial uint IsError(nuint code);
}
