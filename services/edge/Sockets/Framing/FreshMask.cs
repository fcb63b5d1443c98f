using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>Masks nobody can foresee (RFC 6455 §10.3), fetched from the system many at a time.</summary>
internal static class FreshMask
{
    private const int Stock = 256;

    [ThreadStatic]
    private static uint[]? _stock;

    [ThreadStatic]
    private static int _left;

    public static uint Next()
    {
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes((_stock ??= new uint[Stock]).AsSpan()));
            _left = Stock;
        }

        return _stock![--_left];
    }
}
