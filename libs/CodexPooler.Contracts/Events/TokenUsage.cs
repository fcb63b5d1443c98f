namespace CodexPooler.Contracts.Events;

/// <summary>
/// Tokens as the upstream reports them. <see cref="CachedInput"/> and <see cref="CacheWrite"/> are parts of <see cref="Input"/>,
/// <see cref="Reasoning"/> is a part of <see cref="Output"/>.
/// </summary>
public sealed record TokenUsage(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning)
{
    /// <summary>No negative number, no part larger than its whole.</summary>
    public bool IsPlausible() =>
        CachedInput >= 0 && CacheWrite >= 0 && Reasoning >= 0 && CachedInput + CacheWrite <= Input && Reasoning <= Output;
}
