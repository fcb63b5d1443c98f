using System.Runtime.InteropServices;

namespace CodexPooler.Bench.Edge.Loop;

/// <summary>
/// The system calls themselves: with the framework's sockets the load and the upstream together would cost more than the proxy
/// that is measured.
/// </summary>
internal static unsafe partial class NativeSockets
{
    public const int Readable = 1;
    public const int Writable = 4;
    public const int Failed = 8 | 16;
    public const int Add = 1;
    public const int Remove = 2;
    public const int Modify = 3;
    public const int TryAgain = 11;
    public const int InProgress = 115;
    public const int StreamNonBlocking = 1 | 0x800 | 0x80000;
    public const int NonBlocking = 0x800 | 0x80000;
    public const int NoSignal = 0x4000;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreatePoll(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int Control(int poll, int operation, int descriptor, PollEvent* wanted);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    public static partial int Wait(int poll, PollEvent* events, int most, long* timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Open(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(int descriptor, int backlog);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int Name(int descriptor, byte* address, int* length);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int descriptor, byte* address, int* length, int flags);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int Set(int descriptor, int level, int option, int* value, int length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int descriptor, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int descriptor, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);
}
