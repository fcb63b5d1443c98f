using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Limits;

/// <summary>What keys had used before the routers started is the ledger's to tell; real processes, real broker.</summary>
public sealed class ColdStartTests
{
    private const int Limit = 20;

    [Fact]
    public async Task Router_StartedAgain_CountsWhatTheLedgerSettledBefore()
    {
        await using var accounts = await StartAccountsAsync();
        await using (var first = await RouterProcess.StartAsync("one", accounts.Address, null, "Routing:Pins:Store=None"))
        {
            (await AskAsync([first], 5)).ShouldBe(5);
            await first.KillAsync();
        }

        // Meanwhile accounting settled those five and others.
        accounts.Ledger.Requests = Limit - 3;
        await using var again = await RouterProcess.StartAsync("one", accounts.Address, null, "Routing:Pins:Store=None");
        await HeardAsync([again]);
        (await AskAsync([again], 10)).ShouldBe(3);
    }

    [RabbitMqFact]
    public async Task Routers_AllStartedTogether_CountWhatTheLedgerSettledOnce()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        var address = await broker.CreateVirtualHostAsync();
        await using var accounts = await StartAccountsAsync();
        accounts.Ledger.Requests = Limit - 6;
        var routers = await Task.WhenAll(new[] { "a", "b", "c" }.Select(name => RouterProcess.StartAsync(
            name, accounts.Address, address, "Routing:Pins:Store=None", "Routing:Replication:ExpectedReplicas=3")));
        try
        {
            await HeardAsync(routers);

            // At most N - 1 over the limit, and not one less for having heard it three times.
            var served = 0;
            await Eventually.TrueAsync(async () => (served += await AskAsync(routers, 3)) >= 6, "what is left can be used");
            (served + await AskAsync(routers, 30)).ShouldBeInRange(6, 8);
        }
        finally
        {
            foreach (var router in routers)
                await router.DisposeAsync();
        }
    }

    private static Task<AccountsServer> StartAccountsAsync() => AccountsServer.StartAsync(new DirectoryBuilder().Accounts(3)
        .Key("limited", k => k.Policy.Limits = new KeyLimits { RequestsPerDay = Limit }).Build());

    private static async Task HeardAsync(RouterProcess[] routers)
    {
        foreach (var router in routers)
            await Eventually.TrueAsync(async () => await router.KnowsUsageAsync("limited"), "the router heard the ledger");
    }

    private static async Task<int> AskAsync(RouterProcess[] routers, int turns)
    {
        var served = 0;
        for (var i = 0; i < turns; i++)
        {
            var reply = await routers[i % routers.Length].SelectAsync(r => r.KeyId = "limited");
            served += reply.Lease is null ? 0 : 1;
            reply.Refusal?.Code.ShouldBe(RefusalCode.KeyLimitExceeded);
        }

        return served;
    }
}
