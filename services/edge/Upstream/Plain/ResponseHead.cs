using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>Reads the head of an answer: status, headers, and where its body ends.</summary>
internal static class ResponseHead
{
    /// <summary>How many bytes the head takes, its blank line included; 0 while it is not whole.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (bytes[at..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            var blank = end == 0 || (end == 1 && bytes[at] == '\r');
            at += end + 1;
            if (blank) return at;
        }

        return 0;
    }

    /// <param name="closes">The connection serves no other request.</param>
    public static UpstreamAnswer Read(ReadOnlySpan<byte> head, out IBodyFraming framing, out bool closes)
    {
        var status = Status(Line(ref head), out var minor);
        var answer = new UpstreamAnswer(status);
        var chunked = false;
        long? length = null;
        closes = minor == 0;
        while (Line(ref head) is { Length: > 0 } line)
        {
            var colon = line.IndexOf((byte)':');
            if (colon <= 0) throw Broken();
            var name = HeaderNames.Of(line[..colon]);
            var value = Encoding.Latin1.GetString(line[(colon + 1)..].Trim(" \t"u8));
            answer.Add(name, value);
            if (Is(name, "transfer-encoding")) chunked = IsChunked(value) ? true : throw Broken();
            else if (Is(name, "content-length")) length = Length(value, length);
            else if (Is(name, "connection")) closes |= value.Contains("close", StringComparison.OrdinalIgnoreCase);
        }

        // Both are a way to smuggle: the chunks count, and nothing follows them on this connection.
        closes |= chunked && length is not null;
        var bodiless = status is < 200 or 204 or 304;
        framing = chunked && !bodiless ? new ChunkFraming() : new LengthFraming(bodiless ? 0 : length);
        return answer;
    }

    private static int Status(ReadOnlySpan<byte> line, out int minor)
    {
        // `HTTP/1.1 200 OK`
        minor = line.StartsWith("HTTP/1."u8) && line.Length >= 12 && line[8] == ' ' ? line[7] - '0' : throw Broken();
        var isStatus = Utf8Parser.TryParse(line.Slice(9, 3), out int status, out var digits) && digits == 3 && status >= 100;
        return minor is 0 or 1 && isStatus ? status : throw Broken();
    }

    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        var line = head[..end].TrimEnd((byte)'\r');
        head = head[(end + 1)..];
        return line;
    }

    private static long Length(string value, long? earlier) =>
        long.TryParse(value, NumberStyles.None, null, out var length) && (earlier ?? length) == length ? length : throw Broken();

    private static bool IsChunked(string value) => value.EndsWith("chunked", StringComparison.OrdinalIgnoreCase);

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static IOException Broken() => new("The upstream's answer is not HTTP/1.1.");
}
