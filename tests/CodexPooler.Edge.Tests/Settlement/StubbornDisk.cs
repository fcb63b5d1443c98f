using System.Collections.Concurrent;
using CodexPooler.Edge.Settlement;
using Microsoft.Win32.SafeHandles;

namespace CodexPooler.Edge.Tests.Settlement;

/// <summary>The machine's own disk, which can be told to take or to promise nothing.</summary>
internal sealed class StubbornDisk : ISpoolDisk
{
    private readonly SpoolDisk _disk = new();
    private readonly ConcurrentDictionary<SafeFileHandle, bool> _files = new();
    private int _flushed;
    private int _refused;
    private int _reserved;

    public bool TakesNothing { get; set; }

    public bool PromisesNothing { get; init; }

    /// <summary>How many flushes succeeded.</summary>
    public int Flushed => _flushed;

    public int Refused => _refused;

    public int Reserved => _reserved;

    public int OpenFiles => _files.Keys.Count(file => !file.IsClosed);

    public void Flush(SafeFileHandle file)
    {
        if (TakesNothing)
        {
            Interlocked.Increment(ref _refused);
            throw new IOException("The device reports an error.");
        }

        _disk.Flush(file);
        Interlocked.Increment(ref _flushed);
    }

    public bool TryReserve(SafeFileHandle file, long start, long length)
    {
        _files[file] = true;
        if (PromisesNothing || !_disk.TryReserve(file, start, length)) return false;
        Interlocked.Increment(ref _reserved);
        return true;
    }
}
