using System.Threading.Channels;
using CodexPooler.Accounting.Budgets;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Budgets;

public sealed class BudgetFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RunAsync_BudgetUsed_TellsAllThenOnlyChanges(DatabaseEngine engine)
    {
        var time = new ManualTimeProvider(Facts.Start.AddHours(6));
        await using var rig = await LedgerRig.CreateAsync(engine, time);
        var desk = new BudgetDesk(new BudgetStore(rig.Database), new BudgetStates(rig.Database, time));
        await desk.SaveAsync(Budget(), default);
        var told = Channel.CreateUnbounded<ListBudgetsReply>();
        using var stopping = new CancellationTokenSource();
        var running = new BudgetFeed(desk, time).RunAsync(
            reply => told.Writer.WriteAsync(reply, CancellationToken.None).AsTask(), stopping.Token);

        var first = (await NextAsync()).Budgets.ShouldHaveSingleItem();
        await rig.WriteAsync(Facts.Turn(1));
        var changed = (await NextAsync()).Budgets.ShouldHaveSingleItem();

        (first.State.Used, first.Enforced).ShouldBe((0, true));
        changed.State.Used.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(5));
        await desk.SaveAsync(Budget(changed.Id, limit: 7), default);
        (await NextAsync()).Budgets.ShouldHaveSingleItem().Limit.ShouldBe(7);
        await stopping.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);

        async Task<ListBudgetsReply> NextAsync()
        {
            var next = told.Reader.ReadAsync().AsTask();
            await Eventually.TrueAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    return next.IsCompleted;
                },
                "a change is told", Patience);
            return await next;
        }
    }

    private static Budget Budget(string id = "", long limit = 10) => new()
    {
        Id = id,
        Name = "team",
        Subject = Dimension.Key,
        SubjectId = "key-1",
        Metric = BudgetMetric.Turns,
        Window = BudgetWindow.Day,
        Limit = limit,
        Enforced = true,
    };
}
