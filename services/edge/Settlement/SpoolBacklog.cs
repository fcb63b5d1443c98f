namespace CodexPooler.Edge.Settlement;

/// <summary>How much waits to be published; told by the forwarder, asked before each turn.</summary>
internal sealed class SpoolBacklog
{
    private long _bytes;

    public long Bytes
    {
        get => Volatile.Read(ref _bytes);
        set => Volatile.Write(ref _bytes, value);
    }
}
