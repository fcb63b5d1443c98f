using CodexPooler.Simulator.Quota;

namespace CodexPooler.Accounts.Tests.TestData;

internal static class Exhausted
{
    /// <summary>Half of the five hours and all of the week are used.</summary>
    public static QuotaPlan Week { get; } = new()
    {
        Windows =
        [
            new(WindowSlot.Primary, WindowPlan.FiveHours, 1000) { UsedTokens = 500 },
            new(WindowSlot.Secondary, WindowPlan.Week, 1000) { UsedTokens = 1000 },
        ],
    };
}
