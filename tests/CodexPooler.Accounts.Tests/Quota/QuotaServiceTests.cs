using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Faults;
using CodexPooler.Testing.Postgres;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Quota;

/// <summary>Against the simulated backend, whose shapes come from recorded answers of the real one.</summary>
public sealed class QuotaServiceTests
{
    [Fact]
    public async Task Poll_TellsWindowsByDurationCreditsPlanAndModelLimits()
    {
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one", Plan = "pro", SavedResets = 2, Quota = Exhausted.Week with { Meters = [Meter] } });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");

        var quota = await host.Quota.PollAsync(new() { AccountId = account.Id });

        quota.Windows.Select(window => (window.Limit, window.WindowMinutes, window.UsedPercent)).ShouldBe(
            [("account", 300, 50), ("account", 10_080, 100), ("codex_bengalfox", 300, 0)], ignoreOrder: true);
        quota.Windows.ShouldAllBe(window => window.Source == QuotaSource.UsageApi && window.CredentialGeneration == 1);
        quota.Plan.ShouldBe("pro");
        quota.SavedResets.ShouldBe(2);
        quota.Credits.Balance.ShouldBe("0");
        (await host.Admin.ListAccountsAsync(new())).Accounts.Single().Plan.ShouldBe("pro");
    }

    [Theory]
    [InlineData("free", 43_200)]
    [InlineData("go", 10_080)]
    public async Task Poll_PlansWithOneWindowInThePrimarySlot_AreToldApart(string plan, int minutes)
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one", Plan = plan });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");

        (await host.Quota.PollAsync(new() { AccountId = account.Id })).Windows.Single().WindowMinutes.ShouldBe(minutes);
    }

    [Theory]
    [InlineData(403, true)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    public async Task Poll_WebPageOrErrorInsteadOfAnAnswer_IsNoEvidence(int status, bool page)
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one", Quota = Exhausted.Week });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        var known = await host.Quota.PollAsync(new() { AccountId = account.Id });
        await backend.FaultAsync(
            new() { Route = "usage", Effect = page ? new() { HtmlChallenge = true } : new FaultEffect { Status = status } });

        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await host.Quota.PollAsync(new() { AccountId = account.Id }));

        refusal.StatusCode.ShouldBe(StatusCode.Unavailable);
        (await host.Quota.ListAsync(new())).Accounts.Single().Windows.ShouldBe(known.Windows, ignoreOrder: true);
        (await host.Admin.ListAccountsAsync(new())).Accounts.Single().Status.ShouldBe(AccountStatus.Active);
    }

    [Fact]
    public async Task Poll_ExpiredToken_RenewsOnceAndAsksAgain()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        await backend.FaultAsync(new() { Route = "usage", Effect = new() { ExpireToken = true } });

        var quota = await host.Quota.PollAsync(new() { AccountId = account.Id });

        quota.Windows.Count.ShouldBe(2);
        quota.Windows.ShouldAllBe(window => window.CredentialGeneration == 2);
        (await host.Admin.ListAccountsAsync(new())).Accounts.Single().CredentialGeneration.ShouldBe(2);
    }

    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Report_ReachesWatchersAndSurvivesARestart(string engine)
    {
        await using var host = await AccountsHost.StartAsync(engine);
        var id = Guid.CreateVersion7();
        using var call = host.Quota.Watch(new());
        var seen = call.ResponseStream.MoveNext(default);

        await host.Quota.ReportAsync(new() { Accounts = { Report(id, 42) } });

        (await seen.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue();
        call.ResponseStream.Current.Windows.Single().UsedPercent.ShouldBe(42);
        await host.Services.GetRequiredService<QuotaJournal>().ExchangeAsync(default);
        var restarted = new QuotaBook();
        restarted.Load(await host.Services.GetRequiredService<QuotaStore>().ReadSinceAsync(0, default));
        restarted.Of(id).Current().Single().UsedPercent.ShouldBe(42);
    }

    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Store_TwoReplicasWriteOneAccount_BothAreKept(string engine)
    {
        await using var host = await AccountsHost.StartAsync(engine);
        var store = host.Services.GetRequiredService<QuotaStore>();
        var id = Guid.CreateVersion7();
        var (one, two) = (new QuotaBook(), new QuotaBook());
        one.Absorb(id, Accounts.Quota.Evidence.QuotaMessages.Read(Report(id, 42), 1, DateTimeOffset.UtcNow));
        two.Absorb(id, Accounts.Quota.Evidence.QuotaMessages.Read(Report(id, 17, minutes: 10_080), 1, DateTimeOffset.UtcNow));

        await Task.WhenAll(store.MergeAsync(one.TakeUnsaved(), default), store.MergeAsync(two.TakeUnsaved(), default));

        one.Load(await store.ReadSinceAsync(0, default));
        one.Of(id).Current().Select(window => window.UsedPercent).ShouldBe([42, 17], ignoreOrder: true);
    }

    [Fact]
    public async Task Report_UnknownCallerWhenEnforced_IsRefused()
    {
        await using var host = await AccountsHost.StartAsync("Sqlite", ("Accounts:Access:Enforced", "true"));

        var report = await Should.ThrowAsync<RpcException>(async () => await host.Quota.ReportAsync(new()));
        var list = await Should.ThrowAsync<RpcException>(async () => await host.Quota.ListAsync(new()));
        var edge = new Metadata { { "dapr-caller-app-id", "edge" } };

        report.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        list.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        (await host.Quota.ListAsync(new(), edge)).Accounts.ShouldBeEmpty();
    }

    private static Simulator.Quota.MeterPlan Meter { get; } = new(
        "codex_bengalfox", "GPT-5.3-Codex-Spark", [new(Simulator.Quota.WindowSlot.Primary, 300, 1000)]);

    private static AccountQuota Report(Guid id, double used, int minutes = 300) => new()
    {
        AccountId = id.ToString(),
        Windows =
        {
            new QuotaWindow
            {
                Limit = "account",
                WindowMinutes = minutes,
                UsedPercent = used,
                ObservedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow),
                ResetsAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddHours(1)),
                Source = QuotaSource.StreamEvent,
                CredentialGeneration = 1,
            },
        },
    };
}
