using System.Buffers;
using Grpc.Core;

namespace CodexPooler.Grpc.Wire;

internal sealed class PayloadContext : DeserializationContext
{
    [ThreadStatic]
    private static PayloadContext? _free;

    private ReadOnlySequence<byte> _payload;

    public PayloadContext(byte[] payload)
        : this(new ReadOnlySequence<byte>(payload))
    {
    }

    private PayloadContext(ReadOnlySequence<byte> payload) => _payload = payload;

    public override int PayloadLength => (int)_payload.Length;

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    /// <summary>Parsing is over when the deserializer returns, so a thread needs one context, or one for each it nests.</summary>
    public static T Deserialize<T>(ReadOnlySequence<byte> payload, Func<DeserializationContext, T> deserializer)
    {
        var context = _free ?? new PayloadContext(payload);
        _free = null;
        context._payload = payload;
        try
        {
            return deserializer(context);
        }
        catch (Exception e) when (e is Google.Protobuf.InvalidProtocolBufferException or ArgumentException)
        {
            throw Failure.Internal("The message cannot be parsed.", e);
        }
        finally
        {
            context._payload = default;
            _free = context;
        }
    }
}
