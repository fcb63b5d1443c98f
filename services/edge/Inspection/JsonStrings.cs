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
            var special = Vector256.Equals(block, Vector256.Create(Quote)) | Vector256.Equals(block, Vector256.Create(Backslash))
                | Vector256.LessThan(block, Vector256.Create(FirstAllowed));
            var mask = special.ExtractMostSignificantBits();
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
