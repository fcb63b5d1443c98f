using CodexPooler.Accounting.Rollups;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using Google.Protobuf.WellKnownTypes;
using Shouldly;
using Xunit;
using Dimension = CodexPooler.Contracts.Ledger.V1.Dimension;

namespace CodexPooler.Accounting.Tests.Queries;

public sealed class SummariesTests
{
    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task SummarizeAsync_AnyWindowOfHours_EqualsCountingTheTurns(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var turns = Facts.Random(400, seed: 7);
        await rig.WriteAsync(turns);
        (int From, int To)[] windows =
        [
            (0, 72), (0, 24), (5, 9), (5, 30), (20, 50), (24, 48), (23, 25), (40, 41),
            (-29 * 24, 72), (-29 * 24, 32 * 24), (-100, 50),
        ];

        foreach (var (from, to) in windows)
        {
            var inside = turns.Where(turn => IsIn(turn, from, to)).ToList();
            var reply = await rig.Summaries.SummarizeAsync(
                new SummarizeRequest { Window = Hours(from, to), By = Dimension.Key, Order = Order.Turns }, default);

            reply.Total.Turns.ShouldBe(inside.Count, $"{from}..{to}");
            reply.Rows.ToDictionary(row => row.Value, row => row.Totals.Turns)
                .ShouldBe(
                    inside.GroupBy(turn => turn.KeyId).ToDictionary(group => group.Key, group => (long)group.Count()),
                    ignoreOrder: true);
            reply.Total.Tokens.Input.ShouldBe(inside.Sum(turn => turn.Usage?.Input ?? 0));
            reply.Total.Failed.ShouldBe(inside.Count(turn => turn.Outcome == TurnOutcome.Failed));
        }
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task SummarizeAsync_Leaderboard_OrdersByCostAndStillTotalsAll(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.WriteAsync(
            Facts.Turn(usage: new(1_000_000, 0, 0, 0, 0), key: "small"),
            Facts.Turn(usage: new(3_000_000, 0, 0, 0, 0), key: "large"),
            Facts.Turn(usage: new(2_000_000, 0, 0, 0, 0), key: "middle", pool: "pool-2"));

        var reply = await rig.Summaries.SummarizeAsync(new() { Window = Hours(0, 24), By = Dimension.Key, Limit = 2 }, default);
        var pool = await rig.Summaries.SummarizeAsync(
            new() { Window = Hours(0, 24), By = Dimension.Key, PoolId = "pool-2" }, default);

        reply.Rows.Select(row => row.Value).ShouldBe(["large", "middle"]);
        reply.Total.CostMicros.ShouldBe(7_500_000);
        pool.Rows.ShouldHaveSingleItem().Value.ShouldBe("middle");
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task SeriesAsync_HourByHour_PutsEachTurnIntoTheHourItSettledIn(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        await rig.WriteAsync(Facts.Turn(1), Facts.Turn(1.5), Facts.Turn(3));

        var reply = await rig.Summaries.SeriesAsync(
            new() { Window = Hours(0, 24), Step = Step.Hour, By = Dimension.Model, Value = "gpt-5-codex" }, default);

        reply.Points.Select(point => ((point.At.ToDateTimeOffset() - Facts.Start).TotalHours, point.Totals.Turns)).ShouldBe(
            [(1, 2), (3, 1)]);
    }

    private static bool IsIn(TurnSettled turn, int from, int to)
    {
        var hour = Buckets.Floor(turn.SettledAt.ToUnixTimeMilliseconds(), Buckets.Hour);
        return hour >= Facts.Start.AddHours(from).ToUnixTimeMilliseconds() && hour < Facts.Start.AddHours(
            to).ToUnixTimeMilliseconds();
    }

    private static Window Hours(int from, int to) => new()
    {
        From = Timestamp.FromDateTimeOffset(Facts.Start.AddHours(from)),
        To = Timestamp.FromDateTimeOffset(Facts.Start.AddHours(to)),
    };
}
