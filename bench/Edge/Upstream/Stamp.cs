using System.Buffers.Text;
using System.Diagnostics;

namespace CodexPooler.Bench.Edge.Upstream;

/// <summary>The time an event was sent, inside the event: sixteen hexadecimal digits behind a mark.</summary>
internal static class Stamp
{
    public const int Length = 18;

    public static ReadOnlySpan<byte> Mark => "@@"u8;

    public static void Write(Span<byte> place)
    {
        Mark.CopyTo(place);
        Utf8Formatter.TryFormat(Stopwatch.GetTimestamp(), place[2..], out _, new('x', 16));
    }

    /// <summary>Nanoseconds since the stamp was written; negative when it is none.</summary>
    public static long Age(ReadOnlySpan<byte> stamp) =>
        Utf8Parser.TryParse(stamp[2..Length], out long sent, out var digits, 'x') && digits == Length - 2
            ? Stopwatch.GetTimestamp() - sent
            : -1;
}
