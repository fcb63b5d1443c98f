namespace CodexPooler.Contracts.Messaging;

/// <summary>When a batch is handed over: full, or this long after its first message.</summary>
public sealed record BatchLimits(int Messages, TimeSpan Wait, int Concurrency = 1)
{
    public static BatchLimits Default { get; } = new(200, TimeSpan.FromMilliseconds(100));

    public static BatchLimits Single { get; } = new(1, TimeSpan.FromMilliseconds(1));

    // The broker must hand over enough to fill every batch that is being collected or handled.
    internal int Prefetch => checked(Messages * (Concurrency + 1));
}
