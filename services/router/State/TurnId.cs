using System.Buffers.Binary;

namespace CodexPooler.Routing.State;

internal readonly record struct TurnId(ulong High, ulong Low)
{
    public static bool TryParse(ReadOnlySpan<char> text, out TurnId id)
    {
        id = default;
        if (!Guid.TryParse(text, out var guid))
            return false;

        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        id = new TurnId(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        return true;
    }

    public override int GetHashCode() => (Low ^ (High * 0x9E3779B97F4A7C15)).GetHashCode();

    public override string ToString()
    {
        Span<char> text = stackalloc char[36];
        return new string(text[..Format(text)]);
    }

    /// <summary>Writes the UUID's 36 characters.</summary>
    public int Format(Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        new Guid(bytes, bigEndian: true).TryFormat(text, out var length);
        return length;
    }
}
