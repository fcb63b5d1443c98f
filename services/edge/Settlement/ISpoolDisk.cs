using Microsoft.Win32.SafeHandles;

namespace CodexPooler.Edge.Settlement;

/// <summary>What the spool asks of the disk itself, which may refuse.</summary>
internal interface ISpoolDisk
{
    /// <summary>Ends when everything written to the file is on the disk.</summary>
    /// <exception cref="IOException">Some of it may not be.</exception>
    void Flush(SafeFileHandle file);

    /// <summary>Makes room in a file. False where there is none, or the file system cannot promise any.</summary>
    bool TryReserve(SafeFileHandle file, long start, long length);
}
