using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Replication;

namespace CodexPooler.Routing.Tests.TestData;

internal sealed class RecordingOutbox : IFactOutbox
{
    private readonly List<Fact> _facts = [];

    public IReadOnlyList<Fact> Facts => _facts;

    public void Add(Fact fact) => _facts.Add(fact.Clone());

    public List<Fact> Take()
    {
        var taken = _facts.ToList();
        _facts.Clear();
        return taken;
    }
}
