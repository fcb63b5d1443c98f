using System.Runtime.InteropServices;

namespace CodexPooler.Edge.Warmup.Clients;

/// <summary>Packs a body as the Codex CLI does.</summary>
internal static partial class ZstdPacker
{
    private const int UsualLevel = 3;
    private const int MostMore = 1024;

    public static byte[] Pack(byte[] body)
    {
        var packed = new byte[body.Length + MostMore];
        return packed[..(int)Compress(packed, (nuint)packed.Length, body, (nuint)body.Length, UsualLevel)];
    }

    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_compress")]
    private static partial nuint Compress(byte[] target, nuint room, byte[] source, nuint length, int level);
}
