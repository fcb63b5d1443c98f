namespace CodexPooler.Simulator.Quota;

/// <summary>The windows of an account.</summary>
public sealed record QuotaPlan
{
    public IReadOnlyList<WindowPlan> Windows { get; init; } = [];

    public IReadOnlyList<MeterPlan> Meters { get; init; } = [];

    /// <summary>Free accounts have one monthly window, reported in the primary slot.</summary>
    public static QuotaPlan Monthly(long tokens) => new() { Windows = [new(WindowSlot.Primary, WindowPlan.Month, tokens)] };

    /// <summary>Some accounts report only a weekly window, in the primary slot.</summary>
    public static QuotaPlan WeeklyOnly(long tokens) => new() { Windows = [new(WindowSlot.Primary, WindowPlan.Week, tokens)] };

    public static QuotaPlan FiveHoursAndWeek(long fiveHours, long week) => new()
    {
        Windows = [new(WindowSlot.Primary, WindowPlan.FiveHours, fiveHours), new(WindowSlot.Secondary, WindowPlan.Week, week)],
    };

    public static QuotaPlan Of(string plan) => plan switch
    {
        "free" => Monthly(2_000_000),
        "go" => WeeklyOnly(10_000_000),
        "pro" or "enterprise" => FiveHoursAndWeek(200_000_000, 2_000_000_000) with { Meters = [Spark] },
        _ => FiveHoursAndWeek(20_000_000, 200_000_000),
    };

    private static MeterPlan Spark { get; } = new("codex_bengalfox", "GPT-5.3-Codex-Spark",
    [
        new(WindowSlot.Primary, WindowPlan.FiveHours, 50_000_000),
        new(WindowSlot.Secondary, WindowPlan.Week, 500_000_000),
    ]);
}
