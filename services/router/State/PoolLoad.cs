namespace CodexPooler.Routing.State;

/// <summary>Open turns of a Pool, and whose they are.</summary>
internal sealed class PoolLoad
{
    private readonly Dictionary<string, int> _keys = [];

    public int InFlight { get; private set; }

    public int ActiveKeys => _keys.Count;

    public int Of(string keyId) => _keys.GetValueOrDefault(keyId);

    public void Adjust(string keyId, int by)
    {
        InFlight += by;
        var count = _keys.GetValueOrDefault(keyId) + by;
        if (count > 0)
            _keys[keyId] = count;
        else
            _keys.Remove(keyId);
    }
}
