using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CodexPooler.Edge.Settlement;

/// <summary>A part of a file as memory. The framework's own would wait for the disk whenever a part is let go of.</summary>
internal static unsafe partial class MappedFile
{
    private const int ReadAndWrite = 1 | 2;
    private const int Shared = 1;

    /// <summary>
    /// Null where that is not possible. There must be room behind the memory: without it the process would end when it is
    /// written to.
    /// </summary>
    public static byte* Map(SafeFileHandle file, long start, int length)
    {
        var memory = Map(0, (nuint)length, ReadAndWrite, Shared, file, start);
        return memory == -1 ? null : (byte*)memory;
    }

    public static void Unmap(byte* memory, int length) => _ = Unmap((nint)memory, (nuint)length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, SafeFileHandle file, long start);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
