using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;

namespace CodexPooler.Edge.Turns;

/// <summary>A turn's continuity keys in the order the router is told them, and what each place of them stands for.</summary>
internal sealed class TurnBonds
{
    // What a very long conversation began with is the likeliest to be unknown, and each key costs a lookup.
    private const int MostSealed = 128;
    private readonly IReadOnlyList<SealedItem> _sealed;
    private readonly int _firstSealed;

    public TurnBonds(Turn turn)
    {
        var caller = turn.Key.Key;
        var keys = new List<ContinuityKey>(turn.Bound);
        ContinuityKeys.Add(caller, turn.Facts, turn.Headers, keys);
        foreach (var key in keys)
            if (key.Kind == PinKind.PromptCache)
                Seed = key.HashHigh;
        _firstSealed = keys.Count;
        _sealed = turn.Facts.Sealed.Count <= MostSealed ? turn.Facts.Sealed : [.. turn.Facts.Sealed.TakeLast(MostSealed)];
        foreach (var item in _sealed) keys.Add(ContinuityKeys.Key(caller, PinKind.EncryptedContent, item.Mark));
        Keys = keys;
    }

    public IReadOnlyList<ContinuityKey> Keys { get; }

    /// <summary>Leads turns of one prompt to one account; 0 without a prompt cache key.</summary>
    public ulong Seed { get; }

    /// <summary>The items the lease's account cannot read.</summary>
    public IReadOnlyList<SealedItem> Foreign(Lease lease) =>
        [.. lease.ForeignContinuity.Where(place => place >= _firstSealed && place < Keys.Count)
            .Select(place => _sealed[place - _firstSealed])];

    public bool TurnStateIsForeign(Lease lease)
    {
        foreach (var place in lease.ForeignContinuity)
            if (place < _firstSealed && Keys[place].Kind == PinKind.TurnState)
                return true;
        return false;
    }
}
