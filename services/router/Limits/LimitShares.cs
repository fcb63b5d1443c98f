namespace CodexPooler.Routing.Limits;

/// <summary>Among how many replicas the rest of a limit is divided, and how much of our own use they all have heard of.</summary>
internal readonly record struct LimitShares(int Replicas, long NextSequence, long HeardByAll)
{
    public static readonly LimitShares Alone = new(1, 0, long.MaxValue);
}
