using CodexPooler.Accounting.Budgets;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Budgets;

public sealed class BudgetWatchTests
{
    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RunAsync_TwoReplicasSeeThresholdsPassed_TellEachOnce(DatabaseEngine engine)
    {
        var time = new ManualTimeProvider(Facts.Start.AddHours(6));
        await using var rig = await LedgerRig.CreateAsync(engine, time);
        var store = new BudgetStore(rig.Database);
        var states = new BudgetStates(rig.Database, time);
        var heard = new HeardEvents();
        BudgetWatch[] replicas = [new(rig.Database, store, states, heard, time), new(rig.Database, store, states, heard, time)];
        await new BudgetDesk(store, states).SaveAsync(
            new Budget
            {
                Name = "team",
                Subject = Dimension.Project,
                SubjectId = "atlas",
                Metric = BudgetMetric.Tokens,
                Window = BudgetWindow.Day,
                Limit = 2400,
            },
            default);

        await rig.WriteAsync(Facts.Turn(1), Facts.Turn(2) with { ProjectTag = "another" });
        foreach (var replica in replicas) await replica.RunAsync(default);
        heard.Of<BudgetThresholdReached>().Count.ShouldBe(1);
        await rig.WriteAsync(Facts.Turn(3));
        foreach (var replica in replicas) await replica.RunAsync(default);
        foreach (var replica in replicas) await replica.RunAsync(default);

        heard.Of<BudgetThresholdReached>().Select(threshold => (threshold.ThresholdPercent, threshold.Used)).Order().ShouldBe(
            [(50, 1200), (80, 2400), (95, 2400), (100, 2400)]);
        heard.Of<BudgetThresholdReached>()
            .ShouldAllBe(threshold => threshold.SubjectKind == "project" && threshold.WindowStart == Facts.Start);
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task ListAsync_SteadyUse_ForecastsTheHour(DatabaseEngine engine)
    {
        var time = new ManualTimeProvider(Facts.Start.AddHours(8));
        await using var rig = await LedgerRig.CreateAsync(engine, time);
        var desk = new BudgetDesk(new BudgetStore(rig.Database), new BudgetStates(rig.Database, time));
        await rig.WriteAsync([.. Enumerable.Range(0, 8).Select(hour => Facts.Turn(hour))]);

        var budget = await desk.SaveAsync(
            new Budget
            {
                Subject = Dimension.Key,
                SubjectId = "key-1",
                Metric = BudgetMetric.Turns,
                Window = BudgetWindow.Day,
                Limit = 10
            },
            default);

        budget.State.UsedPercent.ShouldBe(80);
        budget.State.PerHour.ShouldBe(1);
        budget.State.ExhaustedAt.ToDateTimeOffset().ShouldBe(Facts.Start.AddHours(10));
        budget.State.Confidence.ShouldBe(1);
        (await desk.RemoveAsync(budget.Id, default)).Existed.ShouldBeTrue();
        (await desk.ListAsync(new(), default)).Budgets.ShouldBeEmpty();
    }
}
