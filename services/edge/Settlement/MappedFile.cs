using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CodexPooler.Edge.Settlement;

/// <summary>A part of a file as memory. The framework's own would wait for the disk whenever a part is let go of.</summary>
internal static unsafe partial class MappedFile
{
    private const int ReadAndWrite = 1 | 2;
    private const int Shared = 1;
    private const int Interrupted = 4;

    /// <summary>
    /// Null where there is no room, or the file system cannot promise any: memory without it would end the process when it is
    /// written to.
    /// </summary>
    public static byte* Map(SafeFileHandle file, long start, int length)
    {
        if (!OperatingSystem.IsLinux()) return null;
        int problem;
        do problem = Allocate(file, start, length);
        while (problem == Interrupted);
        if (problem != 0) return null;
        var memory = Map(0, (nuint)length, ReadAndWrite, Shared, file, start);
        return memory == -1 ? null : (byte*)memory;
    }

    public static void Unmap(byte* memory, int length) => _ = Unmap((nint)memory, (nuint)length);

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Allocate(SafeFileHandle file, long start, long length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, SafeFileHandle file, long start);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
