using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CodexPooler.Edge.Tests.Settlement;

/// <summary>
/// A file in memory of a fixed length, which the kernel lets nobody make longer (memfd_create(2), F_SEAL_GROW of fcntl(2)): it
/// can be written to, and refuses to promise more room than it has.
/// </summary>
internal sealed partial class SealedMemory : IDisposable
{
    private const uint AllowSealing = 2;
    private const int AddSeals = 1033;
    private const int SealGrow = 4;
    private readonly SafeFileHandle _file;

    public SealedMemory(long length)
    {
        _file = new(Create("spool", AllowSealing), ownsHandle: true);
        if (_file.IsInvalid) throw new IOException("No file in memory.");
        RandomAccess.SetLength(_file, length);
        if (Control(_file, AddSeals, SealGrow) != 0) throw new IOException("The file in memory cannot be sealed.");
    }

    /// <summary>Where it can be opened.</summary>
    public string Path => $"/proc/self/fd/{_file.DangerousGetHandle()}";

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeFileHandle file, int command, int argument);
}
