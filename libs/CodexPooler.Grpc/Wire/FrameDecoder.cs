using System.Buffers;
using Grpc.Core;

namespace CodexPooler.Grpc.Wire;

/// <summary>Turns one frame's payload into a message, decompressing it if its flag and the call's encoding agree.</summary>
internal readonly struct FrameDecoder<T>(Func<DeserializationContext, T> deserializer, int? maxSize)
{
    public string? Encoding { get; init; }

    public int? MaxSize => maxSize;

    public T Decode(bool compressed, ReadOnlySequence<byte> payload)
    {
        if (!compressed) return PayloadContext.Deserialize(payload, deserializer);
        if (Encoding is null or WireNames.Identity)
            throw Failure.Internal("The message is marked as compressed but grpc-encoding names no compression.");
        if (Encoding != WireNames.Gzip)
            throw Failure.Of(
                StatusCode.Unimplemented, $"The message encoding '{Encoding}' is not supported; use identity or gzip.");
        using var plain = new PooledBuffer();
        GzipEncoding.Decompress(payload, plain, maxSize);
        return PayloadContext.Deserialize(new ReadOnlySequence<byte>(plain.Written), deserializer);
    }
}
