using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CodexPooler.Edge.Settlement;

/// <summary>Writes a record's fields one behind the other into memory that is used again for the next record.</summary>
internal struct RecordWriter
{
    private const int Least = 4096;
    private const int LongestNumber = 10;

    [ThreadStatic]
    private static byte[]? _used;

    private byte[] _bytes = _used ?? new byte[Least];

    public RecordWriter(int start) => Length = start;

    public int Length { get; private set; }

    /// <summary>Valid until the thread writes its next record.</summary>
    public Span<byte> End()
    {
        _used = _bytes;
        return _bytes.AsSpan(0, Length);
    }

    public void Byte(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    public void Number(long value)
    {
        var left = (ulong)(value << 1) ^ (ulong)(value >> 63);
        var room = Room(LongestNumber);
        var at = 0;
        for (; left > 0x7F; left >>= 7) room[at++] = (byte)(left | 0x80);
        room[at++] = (byte)left;
        Length += at;
    }

    public void NumberOrNull(int? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is { } known) Number(known);
    }

    public void Number(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
        Length += sizeof(double);
    }

    public void Moment(DateTimeOffset value) => Number(value.UtcTicks);

    public void Moment(DateTimeOffset? value) => Number(value?.UtcTicks ?? -1);

    public void Id(Guid value)
    {
        value.TryWriteBytes(Room(16));
        Length += 16;
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Number(-1);
            return;
        }

        var start = Length;
        Number(value.Length);
        // Almost all of it is plain, and as long in bytes as in letters.
        if (Ascii.FromUtf16(value, Room(value.Length), out var plain) == OperationStatus.Done)
        {
            Length += plain;
            return;
        }

        Length = start;
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Length += Encoding.UTF8.GetBytes(value, Room(length));
    }

    private Span<byte> Room(int most)
    {
        if (_bytes.Length - Length < most) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + most));
        return _bytes.AsSpan(Length);
    }
}
