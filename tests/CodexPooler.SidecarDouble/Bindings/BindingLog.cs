using System.Collections.Concurrent;

namespace CodexPooler.SidecarDouble.Bindings;

public sealed class BindingLog
{
    private readonly ConcurrentQueue<BindingCall> _calls = new();

    public IReadOnlyList<BindingCall> Calls => [.. _calls];

    internal void Add(BindingCall call) => _calls.Enqueue(call);
}
