using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Replication;

/// <summary>
/// Facts waiting to be told, one per thing they are about: however long the broker is away, what waits is never more than the
/// state. Used under the router's lock only.
/// </summary>
internal sealed class FactOutbox : IFactOutbox
{
    private Dictionary<RegisterKey, Fact> _waiting = [];

    /// <summary>Batches sealed so far.</summary>
    public long Sequence { get; private set; }

    public int Waiting => _waiting.Count;

    public void Add(Fact fact) => _waiting[RegisterKey.Of(fact)] = fact;

    /// <summary>The next batch, or null when nothing waits.</summary>
    public IReadOnlyCollection<Fact>? Seal()
    {
        if (_waiting.Count == 0)
            return null;

        Sequence++;
        var sealedFacts = _waiting.Values;
        _waiting = [];
        return sealedFacts;
    }

    /// <summary>A sealed batch that could not be sent; newer facts about the same things stay.</summary>
    public void Return(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts)
            _waiting.TryAdd(RegisterKey.Of(fact), fact);
    }
}
