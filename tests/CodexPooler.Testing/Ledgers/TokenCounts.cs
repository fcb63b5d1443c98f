namespace CodexPooler.Testing.Ledgers;

/// <summary>How often a model answered for an account, and every class of tokens of those answers.</summary>
public readonly record struct TokenCounts(long Answers, long Input, long Cached, long CacheWrite, long Output, long Reasoning)
{
    public static TokenCounts operator +(TokenCounts one, TokenCounts other) => new(
        one.Answers + other.Answers,
        one.Input + other.Input,
        one.Cached + other.Cached,
        one.CacheWrite + other.CacheWrite,
        one.Output + other.Output,
        one.Reasoning + other.Reasoning);
}
