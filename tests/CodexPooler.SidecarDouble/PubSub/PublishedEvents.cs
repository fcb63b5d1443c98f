using System.Collections.Concurrent;

namespace CodexPooler.SidecarDouble.PubSub;

public sealed class PublishedEvents
{
    private readonly ConcurrentQueue<PublishedEvent> _all = new();

    public IReadOnlyList<PublishedEvent> All => [.. _all];

    internal void Add(PublishedEvent published) => _all.Enqueue(published);
}
