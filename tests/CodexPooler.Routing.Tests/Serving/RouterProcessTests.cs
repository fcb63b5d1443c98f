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
        var why = await router.Client.ExplainAsync(new ExplainRequest { TurnId = lease.LeaseId[..36] });
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

    private static Task Refuses(RouterProcess router, RefusalCode code) => Eventually.TrueAsync(
        async () => (await router.SelectAsync()).Refusal?.Code == code, $"the router refuses with {code}");
}
