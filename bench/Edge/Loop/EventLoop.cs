using System.Diagnostics;

namespace CodexPooler.Bench.Edge.Loop;

/// <summary>One thread, one epoll: the load and the upstream of a measurement, without a queue between them.</summary>
/// <param name="sleeps">
/// Whether it sleeps when nothing is there. Who sends to a sleeping core of a virtual machine pays for waking it, and the answer
/// is seen only when it is awake: neither is the proxy's doing, whose clients and upstreams are on other machines.
/// </param>
internal sealed unsafe class EventLoop(bool sleeps) : IDisposable
{
    private const int Batch = 512;
    private readonly int _poll = NativeSockets.CreatePoll(0x80000);
    private readonly Endpoint?[] _endpoints = new Endpoint?[1 << 16];
    private readonly List<IPace> _paces = [];

    public byte[] Scratch { get; } = GC.AllocateArray<byte>(256 * 1024, pinned: true);

    public void Add(Endpoint endpoint)
    {
        _endpoints[endpoint.Descriptor] = endpoint;
        Control(NativeSockets.Add, endpoint.Descriptor, NativeSockets.Readable);
    }

    public void Want(Endpoint endpoint, bool writable) =>
        Control(NativeSockets.Modify, endpoint.Descriptor, NativeSockets.Readable | (writable ? NativeSockets.Writable : 0));

    public void Remove(Endpoint endpoint)
    {
        _endpoints[endpoint.Descriptor] = null;
        Control(NativeSockets.Remove, endpoint.Descriptor, 0);
        _ = NativeSockets.Close(endpoint.Descriptor);
    }

    public void Add(IPace pace) => _paces.Add(pace);

    public void Remove(IPace pace) => _paces.Remove(pace);

    public void Run(TimeSpan duration) => RunUntil(() => false, duration);

    /// <summary>False when the time is over before the condition holds.</summary>
    public bool RunUntil(Func<bool> done, TimeSpan limit)
    {
        var end = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        var events = stackalloc PollEvent[Batch];
        while (!done())
        {
            var now = Stopwatch.GetTimestamp();
            if (now >= end) return false;
            var next = end;
            for (var i = 0; i < _paces.Count; i++) next = Math.Min(next, _paces[i].Run(now));
            Dispatch(events, sleeps ? Math.Max(0, next - Stopwatch.GetTimestamp()) : 0);
        }

        return true;
    }

    public void Dispose() => _ = NativeSockets.Close(_poll);

    private void Dispatch(PollEvent* events, long nanoseconds)
    {
        var timeout = stackalloc long[2];
        timeout[0] = nanoseconds / 1_000_000_000;
        timeout[1] = nanoseconds % 1_000_000_000;
        var count = NativeSockets.Wait(_poll, events, Batch, timeout, 0);
        for (var i = 0; i < count; i++) _endpoints[events[i].Descriptor]?.OnReady(events[i].Events);
    }

    private void Control(int operation, int descriptor, int wanted)
    {
        var record = new PollEvent { Events = wanted, Descriptor = descriptor };
        _ = NativeSockets.Control(_poll, operation, descriptor, &record);
    }
}
