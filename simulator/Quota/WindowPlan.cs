namespace CodexPooler.Simulator.Quota;

/// <summary>One window as configured: how long it lasts and how many tokens it holds.</summary>
public sealed record WindowPlan(WindowSlot Slot, int Minutes, long Tokens)
{
    public const int FiveHours = 300;
    public const int Week = 10_080;
    public const int Month = 43_200;

    /// <summary>Tokens already burnt when the account appears; lets a test start near the limit.</summary>
    public long UsedTokens { get; init; }
}
