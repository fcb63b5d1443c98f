using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Replication;

internal sealed class OutboxFanOut(IEnumerable<IFactOutbox> outboxes) : IFactOutbox
{
    private readonly IFactOutbox[] _outboxes = [.. outboxes];

    public bool Takes(Fact.KindOneofCase kind) => _outboxes.Any(outbox => outbox.Takes(kind));

    public void Add(Fact fact)
    {
        foreach (var outbox in _outboxes)
            outbox.Add(fact);
    }
}
