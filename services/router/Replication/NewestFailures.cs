using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Circuits;

namespace CodexPooler.Routing.Replication;

/// <summary>
/// Of the failures that wait, those a peer would still take: a circuit keeps the newest few. Suspects of a provider incident are
/// counted for themselves, so that each account's newest is always among them.
/// </summary>
internal sealed class NewestFailures
{
    private readonly Dictionary<(string Account, RouteKey Route, bool Suspect), List<(FailureRecord Failure, RegisterKey Key)>>
        _newest = [];

    /// <summary>The one that nobody would take any more, if there is one now.</summary>
    public RegisterKey? Add(RegisterKey key, OutcomeFact fact)
    {
        var circuit = (fact.AccountId, new RouteKey(fact.Model, fact.RouteClass), fact.ProviderSuspect);
        if (!_newest.TryGetValue(circuit, out var newest))
            newest = _newest[circuit] = new(Circuit.Kept + 1);
        var failure = FailureRecord.Of(fact);
        var place = newest.Count;
        while (place > 0 && newest[place - 1].Failure.CompareTo(failure) > 0)
            place--;
        newest.Insert(place, (failure, key));
        if (newest.Count <= Circuit.Kept)
            return null;
        var oldest = newest[0].Key;
        newest.RemoveAt(0);
        return oldest;
    }
}
