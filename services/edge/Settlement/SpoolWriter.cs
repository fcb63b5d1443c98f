using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using CodexPooler.Contracts.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// Appends records. A record is in its file, where a killed process cannot lose it, when <see cref="Append"/> returns; it is
/// on the disk a moment later, together with all others of that moment, or at once for whoever awaits it.
/// A segment's torn tail, left by a kill, is cut off before it is written to again.
/// </summary>
internal sealed class SpoolWriter : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly SpoolFolder _folder;
    private readonly SpoolOptions _options;
    private readonly ISpoolDisk _disk;
    private readonly TimeProvider _time;
    private readonly ILogger<SpoolWriter> _logger;
    private readonly Lock _gate = new();
    private readonly Lock _flushing = new();
    private readonly OpenTurns _open = new();
    private readonly Channel<bool> _news =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _flusher;
    private readonly FullSegments _retiring = new();
    private List<(SpoolSegment Segment, long Length)> _full = [];
    private SpoolSegment? _file;
    private long _segment;
    private long _length;
    private bool _unflushed;
    private bool _isFailing;

    public SpoolWriter(
        SpoolFolder folder, IOptions<SpoolOptions> options, ISpoolDisk disk, TimeProvider time, ILogger<SpoolWriter> logger)
    {
        (_folder, _options, _disk, _time, _logger) = (folder, options.Value, disk, time, logger);
        var segments = folder.Segments();
        _segment = segments.Count == 0 ? Math.Max(1, folder.ReadCursor().Segment + 1) : segments[^1];
        CutTornTail();
        _length = folder.LengthOf(_segment);
        // A machine that lost its power may have kept the cursor and not what it stands behind: what is written there now is new.
        if (folder.ReadCursor().IsBeyond(End)) folder.WriteCursor(End);
        Fresh = new FreshTurns(End);
        _flusher = Task.Run(FlushInGroupsAsync);
    }

    /// <summary>Everything before this place is written.</summary>
    public SpoolPosition End
    {
        get
        {
            lock (_gate) return new(_segment, _length);
        }
    }

    /// <summary>What was settled last, for who would read it again at once.</summary>
    public FreshTurns Fresh { get; }

    /// <summary>Raised after each flush to disk, for the forwarder.</summary>
    public event Action? Flushed;

    /// <exception cref="IOException">The record is not written.</exception>
    public void Append(SpoolRecordKind kind, TurnSettled turn)
    {
        var record = new RecordWriter(SpoolFrame.BodyStart);
        TurnRecord.Write(turn, ref record);
        var frame = record.End();
        SpoolFrame.Seal(frame, kind, turn.TurnId);
        lock (_gate)
        {
            Write(kind, turn.TurnId, frame);
            if (kind == SpoolRecordKind.Settled) Fresh.Add(turn, new(_segment, _length));
        }
    }

    /// <summary>The beginning of a turn, whose body is written behind room for a frame.</summary>
    /// <exception cref="IOException">The record is not written.</exception>
    public void Begin(Guid turnId, ref RecordWriter record)
    {
        var frame = record.End();
        SpoolFrame.Seal(frame, SpoolRecordKind.Begun, turnId);
        lock (_gate) Write(SpoolRecordKind.Begun, turnId, frame);
    }

    /// <exception cref="IOException">The record is not written.</exception>
    public void Append(SpoolRecordKind kind, Guid turnId, ReadOnlySpan<byte> body)
    {
        var frame = SpoolFrame.Write(kind, turnId, body);
        lock (_gate)
        {
            Write(kind, turnId, frame);
            Fresh.Miss(new(_segment, _length));
        }
    }

    /// <summary>Ends when the record is on disk.</summary>
    public Task AppendAsync(SpoolRecordKind kind, TurnSettled turn)
    {
        Append(kind, turn);
        return Task.Run(Flush);
    }

    /// <summary>Ends when the record is on disk.</summary>
    public Task AppendAsync(SpoolRecordKind kind, Guid turnId, ReadOnlyMemory<byte> body)
    {
        Append(kind, turnId, body.Span);
        return Task.Run(Flush);
    }

    /// <summary>
    /// Writes the beginnings of open turns that stand before a segment once more, so that everything before it may be deleted.
    /// </summary>
    public Task CarryOverAsync(long segment)
    {
        lock (_gate)
        {
            foreach (var (turn, at, length) in _open.Before(Math.Min(segment, _segment)))
                Write(SpoolRecordKind.Begun, turn, SpoolReader.Frame(_folder, at, length));
        }

        return Task.Run(Flush);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _flusher;
        TryFlush();
        _retiring.Dispose();
        _file?.End(_length);
        _file?.Dispose();
        _stopping.Dispose();
    }

    private void Write(SpoolRecordKind kind, Guid turnId, ReadOnlySpan<byte> frame)
    {
        _file ??= new SpoolSegment(_folder.PathOf(_segment), _disk);
        // What a failed write left behind is written over by the next one.
        _file.Write(frame, _length);
        _open.Note(kind, turnId, new(_segment, _length), frame.Length);
        _length += frame.Length;
        if (_length >= _options.SegmentBytes)
        {
            _full.Add((_file, _length));
            _file = null;
            (_segment, _length) = (_segment + 1, 0);
        }

        if (_unflushed) return;
        _unflushed = true;
        _news.Writer.TryWrite(true);
    }

    private async Task FlushInGroupsAsync()
    {
        try
        {
            while (await _news.Reader.ReadAsync(_stopping.Token))
            {
                await Task.Delay(_options.FlushAfter, _time, _stopping.Token);
                if (!TryFlush()) await Task.Delay(Patience, _time, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The last flush is the disposer's.
        }
    }

    private bool TryFlush()
    {
        try
        {
            Flush();
            return true;
        }
        catch (Exception cause) when (SpoolDisk.IsFault(cause))
        {
            return false;
        }
    }

    // Whoever comes while another flushes shares the next flush with everybody who came meanwhile.
    private void Flush()
    {
        lock (_flushing)
        {
            SpoolSegment? file;
            long length;
            lock (_gate)
            {
                if (!_unflushed) return;
                _retiring.Add(_full);
                (file, length) = (_file, _length);
                (_full, _unflushed) = ([], false);
            }

            try
            {
                var failure = _retiring.Flush();
                file?.Flush(length);
                if (failure is not null) ExceptionDispatchInfo.Throw(failure);
            }
            catch (Exception cause) when (SpoolDisk.IsFault(cause))
            {
                NotFlushed(cause);
                throw;
            }

            if (_isFailing) Log.FlushedAgain(_logger);
            _isFailing = false;
        }

        Flushed?.Invoke();
    }

    // What was to be flushed is still to be flushed, also when nothing more is written.
    private void NotFlushed(Exception cause)
    {
        lock (_gate) _unflushed = true;
        _news.Writer.TryWrite(true);
        if (!_isFailing) Log.NotFlushed(_logger, cause);
        _isFailing = true;
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
}
