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
        "zstd" => Zstd(plain),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
    };

    private static byte[] Through(byte[] plain, Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream();
        using (var encoder = open(packed)) encoder.Write(plain);
        return packed.ToArray();
    }

    private static byte[] Zstd(byte[] plain)
    {
        var packed = new byte[plain.Length + (plain.Length / 100) + 1024];
        var length = ZstdCompress(packed, (nuint)packed.Length, plain, (nuint)plain.Length, 3);
        return packed[..(int)length];
    }

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_compress")]
    private static extern nuint ZstdCompress(byte[] target, nuint capacity, byte[] source, nuint length, int level);
}
