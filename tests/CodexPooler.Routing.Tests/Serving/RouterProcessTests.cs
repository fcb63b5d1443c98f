using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Shouldly;

namespace CodexPooler.Routing.Tests.Serving;

/// <summary>The program itself over sockets, fed by a directory on a socket.</summary>
public sealed class RouterProcessTests
{
    [Fact]
    public async Task Router_FromDirectoryToClosedTurn_ServesOverGrpc()
    {
        await using var accounts = await AccountsServer.StartAsync(new DirectoryBuilder().Accounts(3).Build());
        await using var router = await RouterProcess.StartAsync("one", accounts.Address);

        var lease = (await router.SelectAsync()).Lease;
        (await router.LiveAsync()).OpenLeases.ShouldBe(1);
        var renewed = await router.Client.RenewLeasesAsync(new RenewLeasesRequest { LeaseIds = { lease.LeaseId } });
        renewed.Leases.Single().Status.ShouldBe(LeaseStatus.Alive);
        var closed = await router.Client.CloseAsync(
            new CloseRequest
            {
                LeaseId = lease.LeaseId,
                Outcome = TurnOutcome.Failed,
                Fault = Told.Status(
                429, "usage_limit_reached")
            });
        closed.Verdict.Rule.ShouldBe("usage_limit");
        var why = await router.Admin.ExplainAsync(new ExplainRequest { TurnId = lease.LeaseId[..36] });
        why.Decisions.Single().WinnerAccountId.ShouldBe(lease.AccountId);
        var refused = await Should.ThrowAsync<RpcException>(async () => await router.SelectAsync(r => r.TurnId = "no uuid"));
        refused.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Router_ChangesOfDirectoryAndQuota_ArriveWhileItRuns()
    {
        await using var accounts = await AccountsServer.StartAsync(new DirectoryBuilder().Accounts(1).Build());
        await using var router = await RouterProcess.StartAsync("one", accounts.Address);
        (await router.SelectAsync()).Lease.ShouldNotBeNull();

        var now = DateTimeOffset.UtcNow;
        var exhausted = new AccountQuota { AccountId = DirectoryBuilder.Name(0), ObservedAt = now.ToTimestamp() };
        exhausted.Windows.Add(new QuotaWindow
        {
            Limit = "account",
            WindowMinutes = 10_080,
            UsedPercent = 100,
            ResetsAt = now.AddHours(1).ToTimestamp(),
            ObservedAt = now.ToTimestamp(),
        });
        accounts.Send(exhausted);
        await Refuses(router, RefusalCode.UsageLimitReached);

        var paused = new ApiKey { Id = RouterRig.Key, PoolId = RouterRig.Pool, Status = ApiKeyStatus.Paused };
        accounts.Send(new DirectoryUpdate { Version = 2, Complete = true, Changes = { new Change { ApiKey = paused } } });
        await Refuses(router, RefusalCode.KeyDisabled);
    }

    [Fact]
    public async Task ReportFacts_OfOthersBusinessOrFromTheFuture_AreRejectedWithTheReason()
    {
        await using var accounts = await AccountsServer.StartAsync(new DirectoryBuilder().Accounts(1).Build());
        await using var router = await RouterProcess.StartAsync("one", accounts.Address);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        var reply = await router.Client.ReportFactsAsync(new ReportFactsRequest
        {
            Facts =
            {
                new Fact { Quota = Told.Quota("a", 10, now, resetsAt: now + 1000) },
                new Fact { Quota = Told.Quota("a", 10, now + 3_600_000) },
                new Fact { Quota = Told.Quota("a", 101, now) },
                new Fact { Clear = new ClearFact { AccountId = "a", AtMs = now } },
                new Fact(),
            },
        });

        reply.Accepted.ShouldBe(1);
        reply.Rejected.ShouldBe(
        [
            "fact 1: observed in the future", "fact 2: used_percent must be 0 to 100",
            "fact 3: Clear is not reported by other services", "fact 4: it says nothing",
        ]);
    }

    [Fact]
    public async Task Metrics_AfterTurns_TellThemInClosedSetsOfWords()
    {
        await using var accounts = await AccountsServer.StartAsync(new DirectoryBuilder().Accounts(2).Build());
        await using var router = await RouterProcess.StartAsync("one", accounts.Address);
        var session = Told.Anchor(PinKind.Session, 5);
        var home = (await router.SelectAsync(r => r.Continuity.Add(session))).Lease;
        await CloseAsync(router, home, c => c.Usage = new TokenUsage { Input = 40_000, CachedInput = 30_000 });
        var again = (await router.SelectAsync(r => r.Continuity.Add(session))).Lease;
        await CloseAsync(router, again, c => c.Fault = Told.Status(429, "usage_limit_reached"));
        var moved = (await router.SelectAsync(r => r.Continuity.Add(session))).Lease;
        (await router.SelectAsync(r => r.KeyId = "none")).Refusal.ShouldNotBeNull();

        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(router.Http, "/metrics"));

        moved.MovedFromAccountId.ShouldBe(home.AccountId);
        foreach (var line in new[]
        {
            "leases_total{because=\"session\"} 1", "leases_total{because=\"strategy\"} 2",
            "refusals_total{code=\"key_unknown\"} 1", "faults_total{rule=\"usage_limit\"} 1",
            "sessions_away_total{how=\"moved\"} 1", "sessions_away_total{how=\"detour\"} 0",
            "cached_tokens_left_total{how=\"moved\"} 30000", "open_leases 1", "pins 1", "provider_incident 0",
            "select_seconds_count 4",
        })
            text.ShouldContain($"codexpooler_router_{line}\n");
    }

    private static async Task CloseAsync(RouterProcess router, Lease lease, Action<CloseRequest> change)
    {
        var close = new CloseRequest { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Succeeded };
        change(close);
        if (close.Fault is not null)
            close.Outcome = TurnOutcome.Failed;
        await router.Client.CloseAsync(close);
    }

    private static Task Refuses(RouterProcess router, RefusalCode code) => Eventually.TrueAsync(
        async () => (await router.SelectAsync()).Refusal?.Code == code, $"the router refuses with {code}");
}
