namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>The checksum at the end of a zlib stream (RFC 1950).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    // As many additions as cannot overflow before the next reduction.
    private const int Run = 5552;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint low = 1, high = 0;
        while (!bytes.IsEmpty)
        {
            var run = bytes[..Math.Min(Run, bytes.Length)];
            foreach (var single in run) high += low += single;
            low %= Modulus;
            high %= Modulus;
            bytes = bytes[run.Length..];
        }

        return (high << 16) | low;
    }
}
