namespace CodexPooler.Edge.Usage;

/// <summary>One quota window of a whole Pool.</summary>
/// <param name="UsedPercent">The mean over the accounts; 100 only when none of them has room.</param>
/// <param name="ResetsAt">When the first of them gains room.</param>
internal sealed record PooledWindow(string Limit, TimeSpan Length, int UsedPercent, DateTimeOffset? ResetsAt);
