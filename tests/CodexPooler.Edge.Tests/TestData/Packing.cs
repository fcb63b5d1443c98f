using System.IO.Compression;
using System.Runtime.InteropServices;

namespace CodexPooler.Edge.Tests.TestData;

/// <summary>The encoders a client may use: .NET's own, and libzstd's reference implementation.</summary>
internal static class Packing
{
    public static readonly string[] Encodings = ["gzip", "deflate", "br", "zstd"];

    public static byte[] Pack(string encoding, byte[] plain) => encoding switch
    {
        "gzip" => Through(plain, target => new GZipStream(target, CompressionLevel.Optimal)),
        "deflate" => Through(plain, target => new ZLibStream(target, CompressionLevel.Optimal)),
        "raw deflate" => Through(plain, target => new DeflateStream(target, CompressionLevel.Optimal)),
        "br" => Through(plain, target => new BrotliStream(target, CompressionLevel.Optimal)),
        "zstd" => Zstd(plain, declared: true),
        "sizeless zstd" => Zstd(plain, declared: false),
        "two frames of zstd" =>
            [.. Zstd(plain[..(plain.Length / 2)], declared: true), .. Zstd(plain[(plain.Length / 2)..], declared: false)],
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
    };

    private static byte[] Through(byte[] plain, Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream();
        using (var encoder = open(packed)) encoder.Write(plain);
        return packed.ToArray();
    }

    // What compresses while it is written does not know how much there will be, and declares no size.
    private static byte[] Zstd(byte[] plain, bool declared)
    {
        const int contentSizeFlag = 200;
        var packed = new byte[plain.Length + (plain.Length / 100) + 1024];
        var context = ZstdCreate();
        try
        {
            ZstdSet(context, contentSizeFlag, declared ? 1 : 0);
            var length = ZstdCompress(context, packed, (nuint)packed.Length, plain, (nuint)plain.Length);
            return packed[..(int)length];
        }
        finally
        {
            ZstdFree(context);
        }
    }

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_createCCtx")]
    private static extern nint ZstdCreate();

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_freeCCtx")]
    private static extern nuint ZstdFree(nint context);

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_CCtx_setParameter")]
    private static extern nuint ZstdSet(nint context, int parameter, int value);

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_compress2")]
    private static extern nuint ZstdCompress(nint context, byte[] target, nuint capacity, byte[] source, nuint length);
}
