using System.Runtime.InteropServices;

namespace CodexPooler.Bench.Edge.Loop;

/// <summary>epoll's record, packed as on x86-64.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PollEvent
{
    public int Events;
    public int Descriptor;
    private readonly int _unused;
}
