using System.Threading.Channels;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// Appends records and flushes them in groups: whoever waits for durability shares one flush with everybody who came meanwhile. What
/// nobody waits for is written at once, where a killed process cannot lose it, and flushed with the next group.
/// A segment's torn tail, left by a kill, is cut off before it is written to again.
/// </summary>
internal sealed class SpoolWriter : IAsyncDisposable
{
    private const int GroupLimit = 1024;
    private const int GroupBytes = 256 * 1024;
    private readonly SpoolFolder _folder;
    private readonly int _segmentBytes;
    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(8192) { SingleReader = true });
    private readonly OpenTurns _open = new();
    private readonly Task _writing;
    private long _segment;
    private long _durable;

    public SpoolWriter(SpoolFolder folder, SpoolOptions options)
    {
        _folder = folder;
        _segmentBytes = options.SegmentBytes;
        var segments = folder.Segments();
        _segment = segments.Count == 0 ? Math.Max(1, folder.ReadCursor().Segment + 1) : segments[^1];
        CutTornTail();
        _durable = folder.LengthOf(_segment);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Everything before this place is written.</summary>
    public SpoolPosition End => new(Volatile.Read(ref _segment), Volatile.Read(ref _durable));

    /// <summary>Raised after each flush to disk, for the forwarder.</summary>
    public event Action? Flushed;

    /// <summary>Ends when the record is on disk.</summary>
    public async Task AppendAsync(SpoolRecordKind kind, Guid turnId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var pending = new Pending(kind, turnId, SpoolFrame.Write(kind, turnId, body.Span), Completion());
        await _queue.Writer.WriteAsync(pending, cancellationToken);
        await pending.Written!.Task;
    }

    /// <summary>
    /// Writes the beginnings of open turns that stand before a segment once more, so that everything before it may be deleted.
    /// </summary>
    public async Task CarryOverAsync(long segment, CancellationToken cancellationToken)
    {
        var pending = new Pending(SpoolRecordKind.Begun, default, [], Completion()) { CarryBefore = segment };
        await _queue.Writer.WriteAsync(pending, cancellationToken);
        await pending.Written!.Task;
    }

    /// <summary>Written soon and flushed with the next group; nobody waits.</summary>
    public ValueTask NoteAsync(SpoolRecordKind kind, Guid turnId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        _queue.Writer.WriteAsync(new(kind, turnId, SpoolFrame.Write(kind, turnId, body.Span), null), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        var group = new List<Pending>(GroupLimit);
        FileStream? file = null;
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                while (group.Count < GroupLimit && _queue.Reader.TryRead(out var pending)) group.Add(pending);
                file = await WriteGroupAsync(file, group);
                group.Clear();
            }
        }
        finally
        {
            if (file is not null) await file.DisposeAsync();
        }
    }

    private async Task<FileStream?> WriteGroupAsync(FileStream? file, List<Pending> group)
    {
        try
        {
            file ??= Open(_segment);
            var awaited = false;
            foreach (var pending in group)
            {
                Write(file, pending);
                awaited |= pending.Written is not null;
            }

            file.Flush(flushToDisk: awaited);
            Volatile.Write(ref _durable, file.Position);
            if (file.Position >= _segmentBytes)
            {
                await file.DisposeAsync();
                file = null;
                Volatile.Write(ref _durable, 0);
                Volatile.Write(ref _segment, _segment + 1);
            }

            foreach (var pending in group) pending.Written?.SetResult();
            if (awaited) Flushed?.Invoke();
        }
        catch (IOException cause)
        {
            foreach (var pending in group) pending.Written?.TrySetException(cause);
            // What a failed write left behind is cut off before the next one.
            if (file is not null) await file.DisposeAsync();
            file = null;
            CutTornTail();
        }

        return file;
    }

    private void Write(FileStream file, Pending pending)
    {
        if (pending.CarryBefore is { } segment)
        {
            foreach (var (turn, frame) in _open.Before(Math.Min(segment, _segment)))
            {
                file.Write(frame);
                _open.Note(SpoolRecordKind.Begun, turn, frame, _segment);
            }

            return;
        }

        file.Write(pending.Frame);
        _open.Note(pending.Kind, pending.TurnId, pending.Frame, _segment);
    }

    private static TaskCompletionSource Completion() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FileStream Open(long segment)
    {
        var file = new FileStream(_folder.PathOf(segment), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, GroupBytes);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    private void CutTornTail()
    {
        var path = _folder.PathOf(_segment);
        if (!File.Exists(path)) return;
        var whole = SpoolReader.WholeLength(File.ReadAllBytes(path));
        if (whole == new FileInfo(path).Length) return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.SetLength(whole);
        file.Flush(flushToDisk: true);
    }

    private readonly record struct Pending(SpoolRecordKind Kind, Guid TurnId, byte[] Frame, TaskCompletionSource? Written)
    {
        public long? CarryBefore { get; init; }
    }
}
