using System.Buffers.Binary;
using System.IO.Compression;
using CodexPooler.Grpc.Interop.Tests.V1;
using Google.Protobuf;

namespace CodexPooler.Grpc.Interop.Tests.Malformed;

/// <summary>gRPC's length-prefixed messages, right and wrong.</summary>
internal static class Frame
{
    public static byte[] Good(string text = "good") => Of(0, new Request { Text = text }.ToByteArray());

    public static byte[] Of(byte flag, byte[] content) => Of(flag, (uint)content.Length, content);

    public static byte[] Of(byte flag, uint length, byte[] content)
    {
        var frame = new byte[5 + content.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length);
        content.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(content);
        return packed.ToArray();
    }
}
