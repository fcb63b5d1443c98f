namespace CodexPooler.Simulator.Ledger;

/// <summary>All token classes of one response. Cached and cache-write tokens are part of the input, reasoning part of the
/// output.</summary>
public readonly record struct TokenUsage(long Input, long Cached, long CacheWrite, long Output, long Reasoning)
{
    public long Total => Input + Output;

    /// <summary>What burns a quota window: cached input costs a tenth.</summary>
    public long Burn() => Input - Cached + Cached / 10 + Output;
}
