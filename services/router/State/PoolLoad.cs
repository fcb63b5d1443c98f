namespace CodexPooler.Routing.State;

/// <summary>Open turns of a Pool, and whose they are.</summary>
internal sealed class PoolLoad
{
    private readonly Dictionary<string, int> _keys = [];

    // How many keys hold one, two, … turns: shares are read from it without looking at every key.
    private readonly List<int> _holders = [0];

    public int InFlight { get; private set; }

    public int Of(string keyId) => _keys.GetValueOrDefault(keyId);

    /// <summary>
    /// What a key that wants more than it gets may hold of so many places when they are divided max-min: nobody gets more while
    /// somebody who wants more has less. What another key wants is what it holds and one turn more.
    /// </summary>
    public double FairShare(string keyId, int places)
    {
        var mine = Of(keyId);
        var left = (double)places;
        var keys = _keys.Count + (mine == 0 ? 1 : 0);
        for (var held = 1; held < _holders.Count && keys > 1; held++)
        {
            var wanted = held + 1;
            if (left < (double)keys * wanted)
                break;
            var satisfied = _holders[held] - (held == mine ? 1 : 0);
            left -= (double)satisfied * wanted;
            keys -= satisfied;
        }

        return left / keys;
    }

    public void Adjust(string keyId, int by)
    {
        InFlight += by;
        var before = _keys.GetValueOrDefault(keyId);
        var after = before + by;
        if (after > 0)
            _keys[keyId] = after;
        else
            _keys.Remove(keyId);
        Move(before, after);
    }

    private void Move(int before, int after)
    {
        while (_holders.Count <= after)
            _holders.Add(0);
        if (before > 0)
            _holders[before]--;
        if (after > 0)
            _holders[after]++;
    }
}
