namespace CodexPooler.Edge.Settlement;

/// <summary>Reads records in the order in which they were written.</summary>
internal static class SpoolReader
{
    private const int Chunk = 512 * 1024;

    /// <summary>Up to <paramref name="limit"/> whole records from a place on; never beyond what is known to be on disk.</summary>
    public static IReadOnlyList<SpoolRecord> Read(SpoolFolder folder, SpoolPosition from, SpoolPosition end, int limit)
    {
        var records = new List<SpoolRecord>();
        foreach (var segment in folder.Segments().Where(segment => segment >= from.Segment && segment <= end.Segment))
        {
            var at = segment == from.Segment ? from.Offset : 0;
            var last = segment == end.Segment ? end.Offset : long.MaxValue;
            int read, taken;
            do
            {
                (read, taken) = Take(folder, segment, at, last, Chunk, limit, records);
                if (taken == 0 && read == Chunk)
                    (read, taken) = Take(folder, segment, at, last, SpoolFrame.Longest, limit, records);
                at += taken;
            }
            while (taken > 0 && read >= Chunk && records.Count < limit);
            if (records.Count == limit) break;
        }

        return records;
    }

    /// <summary>One record as it is written.</summary>
    public static byte[] Frame(SpoolFolder folder, SpoolPosition at, int length) =>
        ReadSegment(folder.PathOf(at.Segment), at.Offset, at.Offset + length, length);

    public static long WholeLength(ReadOnlyMemory<byte> bytes)
    {
        var at = 0;
        while (SpoolFrame.TryRead(bytes[at..], out _, out _, out _, out var length)) at += length;
        return at;
    }

    // In chunks: a long backlog must not be read again for every batch.
    private static (int Read, int Taken) Take(
        SpoolFolder folder, long segment, long start, long end, int most, int limit, List<SpoolRecord> records)
    {
        var bytes = ReadSegment(folder.PathOf(segment), start, end, most);
        var at = 0;
        while (records.Count < limit
            && SpoolFrame.TryRead(bytes.AsMemory(at), out var kind, out var turnId, out var body, out var length))
        {
            at += length;
            records.Add(new(kind, turnId, body, new(segment, start + at)));
        }

        return (bytes.Length, at);
    }

    private static byte[] ReadSegment(string path, long start, long end, int most)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = Math.Min(most, Math.Max(0, Math.Min(end, file.Length) - start));
        var bytes = new byte[length];
        file.Seek(start, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        return bytes;
    }
}
