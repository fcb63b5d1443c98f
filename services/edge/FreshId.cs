using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CodexPooler.Edge;

/// <summary>
/// Version 7 UUIDs as <see cref="Guid.CreateVersion7()"/> makes them, which asks the system for random bytes each time.
/// </summary>
internal static class FreshId
{
    private const int Stock = 4096;
    private const int TimeBytes = 6;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    public static Guid At(DateTimeOffset moment)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, moment.ToUnixTimeMilliseconds() << 16);
        Fill(id[TimeBytes..]);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    private static void Fill(Span<byte> id)
    {
        if (_left < id.Length)
        {
            RandomNumberGenerator.Fill(_random ??= new byte[Stock]);
            _left = Stock;
        }

        _random.AsSpan(_left - id.Length, id.Length).CopyTo(id);
        _left -= id.Length;
    }
}
