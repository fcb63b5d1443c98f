using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CodexPooler.Edge.Settlement;

internal sealed partial class SpoolDisk : ISpoolDisk
{
    private const int Interrupted = 4;

    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public bool TryReserve(SafeFileHandle file, long start, long length)
    {
        if (!OperatingSystem.IsLinux()) return false;
        int problem;
        do problem = Allocate(file, start, length);
        while (problem == Interrupted);
        return problem == 0;
    }

    /// <summary>What a disk that takes nothing throws: which of the two depends on its reason.</summary>
    public static bool IsFault(Exception cause) => cause is IOException or UnauthorizedAccessException;

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Allocate(SafeFileHandle file, long start, long length);
}
