using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CodexPooler.Edge.Inspection;

/// <summary>Finds the ends of strings, 32 bytes at a time.</summary>
internal static class JsonStrings
{
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';
    private const byte FirstAllowed = 0x20;
    private static readonly byte[] EscapeLengths = Lengths();

    /// <summary>Just behind the closing quote; -1 where the string is broken or does not end.</summary>
    public static int EndOf(ReadOnlySpan<byte> json, int at, out bool escaped)
    {
        escaped = false;
        ref var first = ref MemoryMarshal.GetReference(json);
        while (at <= json.Length - Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref first, (nuint)at);
            var quotes = Mask(block, Quote);
            var slashes = Mask(block, Backslash);
            var controls = Vector256.LessThan(block, Vector256.Create(FirstAllowed)).ExtractMostSignificantBits();
            if (AreSimple(block, slashes))
            {
                var end = BitOperations.TrailingZeroCount(quotes & ~(slashes << 1));
                if (BitOperations.TrailingZeroCount(controls) < end) return -1;
                escaped |= BitOperations.TrailingZeroCount(slashes) < end;
                if (end < Vector256<byte>.Count) return at + end + 1;
                at += Vector256<byte>.Count;
                continue;
            }

            var mask = quotes | slashes | controls;
            var next = at + Vector256<byte>.Count;
            while (mask != 0)
            {
                var place = BitOperations.TrailingZeroCount(mask);
                var sign = json[at + place];
                if (sign == Quote) return at + place + 1;
                if (sign != Backslash || Escape(json, at + place) is not (> 0 and var length)) return -1;
                escaped = true;
                // What is escaped is neither an end nor an escape itself.
                if (place + length >= Vector256<byte>.Count)
                {
                    next = at + place + length;
                    break;
                }

                mask &= uint.MaxValue << (place + length);
            }

            at = next;
        }

        while (at < json.Length)
        {
            var sign = json[at];
            if (sign == Quote) return at + 1;
            if (sign < FirstAllowed) return -1;
            if (sign != Backslash)
            {
                at++;
                continue;
            }

            if (Escape(json, at) is not (> 0 and var length)) return -1;
            escaped = true;
            at += length;
        }

        return -1;
    }

    // Escapes of one letter, each whole within the block: all of them are judged at once. Others are taken one by one.
    private static bool AreSimple(Vector256<byte> block, uint slashes)
    {
        if (slashes == 0) return true;
        var letters = slashes << 1;
        if ((slashes & letters) != 0 || slashes >> (Vector256<byte>.Count - 1) != 0) return false;
        var known = Mask(block, Quote) | Mask(block, (byte)'n') | Mask(block, (byte)'t') | Mask(block, (byte)'r')
            | Mask(block, (byte)'/') | Mask(block, (byte)'b') | Mask(block, (byte)'f');
        return (letters & ~known) == 0;
    }

    private static uint Mask(Vector256<byte> block, byte sign) =>
        Vector256.Equals(block, Vector256.Create(sign)).ExtractMostSignificantBits();

    // How long the escape is, 0 where it is none.
    private static int Escape(ReadOnlySpan<byte> json, int at)
    {
        if (at + 1 >= json.Length) return 0;
        var length = EscapeLengths[json[at + 1]];
        if (length <= 2) return length;
        if (at + length > json.Length) return 0;
        foreach (var digit in json.Slice(at + 2, length - 2))
            if (!char.IsAsciiHexDigit((char)digit))
                return 0;
        return length;
    }

    private static byte[] Lengths()
    {
        var lengths = new byte[256];
        foreach (var sign in "\"\\/bfnrt"u8) lengths[sign] = 2;
        lengths['u'] = 6;
        return lengths;
    }
}
