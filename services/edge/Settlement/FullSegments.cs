namespace CodexPooler.Edge.Settlement;

/// <summary>
/// Segments that are full, until they are as long as what stands in them and on the disk. One that the disk does not take
/// stays for the next flush. Used by one flush at a time.
/// </summary>
internal sealed class FullSegments : IDisposable
{
    private readonly List<(SpoolSegment Segment, long Length)> _waiting = [];

    public void Add(IEnumerable<(SpoolSegment Segment, long Length)> full) => _waiting.AddRange(full);

    /// <summary>What kept one of them from the disk; the others are on it all the same.</summary>
    public Exception? Flush()
    {
        Exception? failure = null;
        _waiting.RemoveAll(full =>
        {
            var cause = Retire(full.Segment, full.Length);
            failure ??= cause;
            return cause is null;
        });
        return failure;
    }

    public void Dispose()
    {
        foreach (var (segment, _) in _waiting) segment.Dispose();
        _waiting.Clear();
    }

    private static Exception? Retire(SpoolSegment segment, long length)
    {
        try
        {
            segment.End(length);
            segment.Flush(length);
        }
        catch (Exception cause) when (SpoolDisk.IsFault(cause))
        {
            return cause;
        }

        segment.Dispose();
        return null;
    }
}
