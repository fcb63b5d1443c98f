using System.Buffers;
using Grpc.Core;

namespace CodexPooler.Grpc.Wire;

internal sealed class BytesSerializationContext : SerializationContext
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public override void Complete(byte[] payload) => _buffer.Write(payload);

    public override IBufferWriter<byte> GetBufferWriter() => _buffer;

    public override void Complete()
    {
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
