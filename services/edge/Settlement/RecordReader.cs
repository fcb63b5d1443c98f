using System.Buffers.Binary;
using System.Text;

namespace CodexPooler.Edge.Settlement;

/// <summary>Reads what <see cref="RecordWriter"/> wrote.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next <= 0x7F) return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }

    public int? NumberOrNull() => Byte() == 0 ? null : (int)Number();

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public DateTimeOffset Moment() => new(Number(), TimeSpan.Zero);

    public DateTimeOffset? MomentOrNull() => Number() is >= 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public Guid Id() => new(Take(16));

    public string Text() => TextOrNull() ?? "";

    public string? TextOrNull() => (int)Number() is >= 0 and var length ? Encoding.UTF8.GetString(Take(length)) : null;

    public T[] Many<T>(Item<T> read)
    {
        var items = new T[(int)Number()];
        for (var at = 0; at < items.Length; at++) items[at] = read(ref this);
        return items;
    }

    public delegate T Item<out T>(ref RecordReader reader);

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
