using CodexPooler.Grpc.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

/// <summary>Hands over a message by value, as a wire would, and holds it to both sides' size limits.</summary>
internal sealed class MessageCopier<T>(Marshaller<T> marshaller, int? maxSent, int? maxReceived) where T : class
{
    public T Copy(T message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message is IMessage sized and IDeepCloneable<T> cloneable)
        {
            if (maxSent is not null || maxReceived is not null) Check(sized.CalculateSize());
            return cloneable.Clone();
        }

        var bytes = marshaller.Serializer(message);
        Check(bytes.Length);
        return marshaller.Deserializer(bytes);
    }

    private void Check(int size)
    {
        if (size > maxSent) throw Failure.TooLarge("sent", maxSent.Value);
        if (size > maxReceived) throw Failure.TooLarge("received", maxReceived.Value);
    }
}
