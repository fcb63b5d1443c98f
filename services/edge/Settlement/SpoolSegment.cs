using Microsoft.Win32.SafeHandles;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// A segment that is written to. Writing is a copy into the file's own pages, which belong to the operating system: no call is
/// made, and a killed process loses nothing. Room is asked for ahead, so that a full disk is an error and not a signal.
/// </summary>
internal sealed unsafe class SpoolSegment(string path, ISpoolDisk disk) : IDisposable
{
    private const int WindowBytes = 1024 * 1024;

    // Pages are of 4 KB here and of up to 64 KB elsewhere.
    private const int Alignment = 64 * 1024;
    private readonly SafeFileHandle _file =
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private byte* _window;
    private long _start;
    private int _size;
    private long _flushed;
    private bool _doubtful;

    /// <exception cref="IOException">There is no room.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long at)
    {
        if (!Covers(at, bytes.Length)) Move(at, bytes.Length);
        if (_window is null) RandomAccess.Write(_file, bytes, at);
        else bytes.CopyTo(new Span<byte>(_window + (at - _start), bytes.Length));
    }

    /// <summary>Ends when everything before a place is on the disk.</summary>
    public void Flush(long length)
    {
        if (_doubtful) WriteAgain(length);
        _doubtful = true;
        disk.Flush(_file);
        (_flushed, _doubtful) = (length, false);
    }

    /// <summary>Gives back what was asked for and not used; nothing is written any more.</summary>
    public void End(long length)
    {
        Release();
        RandomAccess.SetLength(_file, length);
    }

    public void Dispose()
    {
        Release();
        _file.Dispose();
    }

    private bool Covers(long at, int length) => _window is not null && at >= _start && at + length <= _start + _size;

    private void Move(long at, int length)
    {
        Release();
        _start = at / Alignment * Alignment;
        _size = Math.Max(WindowBytes, (int)(at - _start) + length);
        _window = disk.TryReserve(_file, _start, _size) ? MappedFile.Map(_file, _start, _size) : null;
    }

    // Linux tells of a failed flush once and takes the pages for clean from then on: the next flush would leave them out and
    // succeed.
    private void WriteAgain(long length)
    {
        var bytes = new byte[Alignment];
        for (var at = _flushed; at < length;)
        {
            var read = RandomAccess.Read(_file, bytes.AsSpan(0, (int)Math.Min(bytes.Length, length - at)), at);
            if (read == 0) throw new EndOfStreamException("A segment of the spool became shorter.");
            RandomAccess.Write(_file, bytes.AsSpan(0, read), at);
            at += read;
        }
    }

    private void Release()
    {
        if (_window is not null) MappedFile.Unmap(_window, _size);
        _window = null;
    }
}
