using System.IO.Compression;
using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Bodies.Decoders;

namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>
/// Unpacks messages of permessage-deflate without context takeover (RFC 7692 §7.2.2): each is a deflate stream of its own that
/// lacks its end. Bounded like a request's body.
/// </summary>
internal sealed class MessageInflater(BodyOptions bounds, TimeProvider time)
{
    // What the sender cut off, then an empty last block: so the stream ends as a decoder expects it.
    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF, 0x01, 0x00, 0x00, 0xFF, 0xFF];

    /// <exception cref="FrameException">It cannot be unpacked, or grows too much.</exception>
    public PooledBuffer Inflate(ReadOnlySpan<byte> packed)
    {
        if (packed.Length > bounds.MaxCompressedBytes) throw new FrameException(CloseCode.MessageTooBig, "message too big");
        using var whole = new PooledBuffer(packed.Length + Tail.Length);
        var room = whole.Room(packed.Length + Tail.Length);
        packed.CopyTo(room);
        Tail.CopyTo(room[packed.Length..]);
        whole.Advance(packed.Length + Tail.Length);

        var plain = new PooledBuffer(4 * packed.Length);
        var budget = new DecodeBudget(bounds, packed.Length, time);
        var status = StreamDecoding.Decode(
            whole.Written, stream => new DeflateStream(stream, CompressionMode.Decompress), budget, plain);
        if (status == DecodeStatus.Decoded) return plain;
        plain.Dispose();
        throw status == DecodeStatus.Corrupt
            ? new FrameException(CloseCode.InvalidText, "the message cannot be decompressed")
            : new FrameException(CloseCode.MessageTooBig, "message too big");
    }
}
