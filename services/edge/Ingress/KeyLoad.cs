namespace CodexPooler.Edge.Ingress;

/// <summary>What one key is doing on this edge.</summary>
internal sealed class KeyLoad
{
    private readonly Lock _gate = new();
    private int _running;
    private int _turns;
    private long _second;
    private int _inSecond;

    /// <summary>False when the key has reached its rate or its concurrency.</summary>
    public bool TryEnter(long second, int rate, int concurrency, bool isTurn, int turns)
    {
        lock (_gate)
        {
            if (_second != second) (_second, _inSecond) = (second, 0);
            if (_inSecond >= rate || _running >= concurrency || (isTurn && turns > 0 && _turns >= turns)) return false;
            _inSecond++;
            _running++;
            if (isTurn) _turns++;
            return true;
        }
    }

    public void Leave(bool isTurn)
    {
        lock (_gate)
        {
            _running--;
            if (isTurn) _turns--;
        }
    }
}
