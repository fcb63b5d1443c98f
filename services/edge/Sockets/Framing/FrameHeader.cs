using System.Buffers.Binary;

namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>The first bytes of a frame (RFC 6455 §5.2).</summary>
/// <param name="Compressed">RSV1, which permessage-deflate (RFC 7692) sets on a message's first frame.</param>
internal readonly record struct FrameHeader(
    Opcode Opcode, bool Final, bool Compressed, bool Masked, uint Mask, long Length, int Size)
{
    public const int Longest = 14;
    private const int LongestControl = 125;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>False while bytes are missing.</summary>
    /// <exception cref="FrameException">No frame begins like this.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < 2) return false;
        var (first, second) = (bytes[0], bytes[1]);
        if ((first & 0x30) != 0) throw new FrameException(CloseCode.ProtocolError, "reserved bits are set");
        var opcode = (Opcode)(first & 0x0F);
        if (opcode is > Opcode.Binary and < Opcode.Close or > Opcode.Pong) throw new FrameException(CloseCode.ProtocolError, "unknown opcode");

        var masked = (second & 0x80) != 0;
        long length = second & 0x7F;
        var lengthSize = length switch { 127 => 8, 126 => 2, _ => 0 };
        var size = 2 + lengthSize + (masked ? 4 : 0);
        if (bytes.Length < size) return false;
        if (lengthSize == 2) length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        else if (lengthSize == 8) length = BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
        // The mask is applied byte by byte, so it is kept in the order of its bytes.
        var mask = masked ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[(2 + lengthSize)..]) : 0;
        header = new(opcode, (first & 0x80) != 0, (first & 0x40) != 0, masked, mask, length, size);
        if (length < 0) throw new FrameException(CloseCode.ProtocolError, "impossible length");
        if (header.IsControl && (length > LongestControl || !header.Final || header.Compressed))
            throw new FrameException(CloseCode.ProtocolError, "broken control frame");
        return true;
    }

    /// <summary>
    /// Whether a whole text message stands in front, in one plain frame of the shortest form: all but the largest of an answer.
    /// </summary>
    public static bool IsPlainText(ReadOnlySpan<byte> bytes, out int size, out int length)
    {
        (size, length) = (2, 0);
        if (bytes.Length < 2 || bytes[0] != (0x80 | (byte)Opcode.Text)) return false;
        length = bytes[1];
        if (length == 126)
        {
            if (bytes.Length < 4) return false;
            (size, length) = (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
            if (length < 126) return false;
        }
        else if (length > 126)
        {
            return false;
        }

        return bytes.Length - size >= length;
    }

    /// <summary>Size of a header without a mask.</summary>
    public static int SizeOf(int length) => length switch { < 126 => 2, <= ushort.MaxValue => 4, _ => 10 };

    /// <summary>Writes a whole, uncompressed message's header and gives its size.</summary>
    public static int Write(Span<byte> target, Opcode opcode, int length, uint? mask)
    {
        target[0] = (byte)(0x80 | (byte)opcode);
        var masked = mask is null ? 0 : 0x80;
        var size = SizeOf(length);
        switch (size)
        {
            case 2:
                target[1] = (byte)(masked | length);
                break;
            case 4:
                target[1] = (byte)(masked | 126);
                BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)length);
                break;
            default:
                target[1] = (byte)(masked | 127);
                BinaryPrimitives.WriteInt64BigEndian(target[2..], length);
                break;
        }

        if (mask is not { } key) return size;
        BinaryPrimitives.WriteUInt32LittleEndian(target[size..], key);
        return size + 4;
    }
}
