namespace CodexPooler.Edge.Inspection;

/// <summary>What to cut out of an array so that it is still one: neighbours together, and exactly one comma less.</summary>
internal static class InputGaps
{
    private static ReadOnlySpan<byte> Space => " \t\r\n"u8;

    public static IReadOnlyList<Range> Of(IEnumerable<SealedItem> items, ReadOnlySpan<byte> body)
    {
        var gaps = new List<Range>();
        foreach (var item in items)
        {
            var (start, end) = (item.Place.Start.Value, AfterComma(item.Place.End.Value, body));
            if (gaps.Count > 0 && Next(gaps[^1].End.Value, body) == start) gaps[^1] = new(gaps[^1].Start, end);
            else gaps.Add(new(start, end));
        }

        // At the end of the array the comma stands in front.
        if (gaps.Count > 0 && Next(gaps[^1].End.Value, body) is var next && next < body.Length && body[next] == (byte)']')
            gaps[^1] = new(BeforeComma(gaps[^1].Start.Value, body), gaps[^1].End);
        return gaps;
    }

    private static int AfterComma(int at, ReadOnlySpan<byte> body)
    {
        var next = Next(at, body);
        return next < body.Length && body[next] == (byte)',' ? next + 1 : at;
    }

    private static int Next(int at, ReadOnlySpan<byte> body)
    {
        while (at < body.Length && Space.Contains(body[at])) at++;
        return at;
    }

    private static int BeforeComma(int at, ReadOnlySpan<byte> body)
    {
        var before = at - 1;
        while (before >= 0 && Space.Contains(body[before])) before--;
        return before >= 0 && body[before] == (byte)',' ? before : at;
    }
}
