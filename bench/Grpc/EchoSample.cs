using System.Buffers.Binary;
using Google.Protobuf;

namespace CodexPooler.Bench.Grpc;

/// <summary>The message every side sends, and the same message as a gRPC frame.</summary>
internal static class EchoSample
{
    public static EchoMessage Message { get; } = new()
    {
        Id = "0197c5a2-7a10-7cc1-9f2d-6f1f4c1d2e3f",
        Payload = ByteString.CopyFrom(new byte[200]),
        Number = 1_234_567,
    };

    public static byte[] Frame { get; } = BuildFrame();

    private static byte[] BuildFrame()
    {
        var frame = new byte[5 + Message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        Message.WriteTo(frame.AsSpan(5));
        return frame;
    }
}
