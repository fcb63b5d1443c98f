using System.Buffers.Binary;
using System.Text;
using CodexPooler.Grpc.Tests.Protos;
using Google.Protobuf;

namespace CodexPooler.Grpc.Tests.TestData;

internal sealed class RawConnection(Stream stream, int number)
{
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    public int Number => number;

    public async Task SendAsync(byte type, byte flags, int streamId, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        frame[1] = (byte)(payload.Length >> 8);
        frame[2] = (byte)payload.Length;
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame);
    }

    public Task ResetAsync(int streamId, int code) => SendAsync(3, 0, streamId, Number32(code));

    public Task GoAwayAsync(int lastStreamId, int code) => SendAsync(7, 0, 0, [.. Number32(lastStreamId), .. Number32(code)]);

    public async Task AnswerAsync(int streamId, string text)
    {
        // 0x88 is ":status: 200" of HPACK's static table; the rest are literals without indexing.
        await SendAsync(1, EndHeaders, streamId, [0x88, .. Literal("content-type", "application/grpc")]);
        await SendAsync(0, 0, streamId, RawClient.Frame(new ProbeReply { Text = text }.ToByteArray()));
        await SendAsync(1, EndHeaders | EndStream, streamId, Literal("grpc-status", "0"));
    }

    public void Close() => stream.Dispose();

    private static byte[] Literal(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static byte[] Number32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
