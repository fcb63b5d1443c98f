using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Grpc.InProcess;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Dimension = CodexPooler.Contracts.Ledger.V1.Dimension;

namespace CodexPooler.Routing.Tests.Limits;

/// <summary>Budgets that are enforced: what is used up refuses new turns until its window ends.</summary>
public sealed class BudgetTests
{
    private readonly RouterRig _rig = new(d => d.Accounts(2).Key(RouterRig.Key, key => key.Owner = "ada"));

    [Theory]
    [InlineData(Dimension.Pool, RouterRig.Pool)]
    [InlineData(Dimension.Key, RouterRig.Key)]
    [InlineData(Dimension.Person, "ada")]
    [InlineData(Dimension.Project, "atlas")]
    public void Select_BudgetUsedUp_RefusesUntilTheWindowEnds(Dimension subject, string id)
    {
        _rig.Core.Budgets([Budget(subject, id)]);

        var refusal = _rig.Refused(request => request.ProjectTag = "atlas");

        refusal.Code.ShouldBe(RefusalCode.BudgetExhausted);
        (refusal.HttpStatus, refusal.ErrorType).ShouldBe((429, "usage_limit_reached"));
        refusal.ResetsAtMs.ShouldBe(_rig.Now + 3_600_000);
        refusal.Message.ShouldContain("Budget spring");
        _rig.Time.Advance(TimeSpan.FromHours(1));
        _rig.Leased(request => request.ProjectTag = "atlas");
    }

    [Fact]
    public void Select_OthersBudgets_DoNotMatter()
    {
        _rig.Core.Budgets(
        [
            Budget(Dimension.Key, "another"), Budget(Dimension.Project, "atlas"), Budget(Dimension.Person, ""),
            Budget(Dimension.Pool, RouterRig.Pool, used: 99), Budget(Dimension.Key, RouterRig.Key, enforced: false),
        ]);

        _rig.Leased();
    }

    [Fact]
    public void Select_SecondAttemptOfATurnThatBegan_MayGoOn()
    {
        var request = _rig.Request();
        var lease = _rig.Select(request).Lease;
        _rig.Core.Budgets([Budget(Dimension.Pool, RouterRig.Pool)]);
        request.Attempt = 2;
        request.EarlierAttempts.Add(Told.Earlier(lease, Told.Status(502)));

        _rig.Select(request).Lease.ShouldNotBeNull();
    }

    [Fact]
    public async Task Watch_BudgetRaised_ServesAgain()
    {
        var feed = new LedgerFeed();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(feed)
            .AddGrpc().Services.BuildServiceProvider();
        await using var channel = new InProcessChannel(services).Serve<LedgerFeed>();
        using var watcher = new BudgetWatcher(
            channel.CreateCallInvoker(), _rig.Core, new FeedPace(TimeProvider.System, NullLogger<FeedPace>.Instance),
            NullLogger<BudgetWatcher>.Instance);
        await watcher.StartAsync(CancellationToken.None);

        feed.Send(Budget(Dimension.Pool, RouterRig.Pool));
        await Eventually.TrueAsync(
            () => _rig.Select(_rig.Request()).Refusal?.Code == RefusalCode.BudgetExhausted, "the budget is heard");
        feed.Send(Budget(Dimension.Pool, RouterRig.Pool, used: 99));
        await Eventually.TrueAsync(() => _rig.Select(_rig.Request()).Lease is not null, "the change is heard");

        await watcher.StopAsync(CancellationToken.None);
    }

    private Budget Budget(Dimension subject, string id, long used = 100, bool enforced = true) => new()
    {
        Name = "spring",
        Subject = subject,
        SubjectId = id,
        Limit = 100,
        Enforced = enforced,
        State = new BudgetState
        {
            Used = used,
            Window = new Window { To = Timestamp.FromDateTimeOffset(_rig.Time.GetUtcNow().AddHours(1)) },
        },
    };
}
