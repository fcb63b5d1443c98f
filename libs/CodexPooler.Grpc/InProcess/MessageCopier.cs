using CodexPooler.Grpc.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

/// <summary>
/// Hands over a message by value, as a wire would, and holds it to both sides' size limits; or, where both sides agreed to it,
/// the message itself.
/// </summary>
internal readonly struct MessageCopier<T>(Marshaller<T> marshaller, int? maxSent, int? maxReceived, bool handsOver)
    where T : class
{
    public T Copy(T message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (handsOver) return message;
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
