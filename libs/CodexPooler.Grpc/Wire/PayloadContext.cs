using System.Buffers;
using Grpc.Core;

namespace CodexPooler.Grpc.Wire;

internal sealed class PayloadContext : DeserializationContext
{
    private ReadOnlySequence<byte> _payload;

    public PayloadContext()
    {
    }

    public PayloadContext(byte[] payload) => _payload = new ReadOnlySequence<byte>(payload);

    public override int PayloadLength => (int)_payload.Length;

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    public T Deserialize<T>(ReadOnlySequence<byte> payload, Func<DeserializationContext, T> deserializer)
    {
        _payload = payload;
        try
        {
            return deserializer(this);
        }
        catch (Exception e) when (e is Google.Protobuf.InvalidProtocolBufferException or ArgumentException)
        {
            throw Failure.Internal("The message cannot be parsed.", e);
        }
        finally
        {
            _payload = default;
        }
    }
}
