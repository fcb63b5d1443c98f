using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Replication;

/// <summary>
/// Three real processes on a real broker: what the promises of docs/limits.md and the design come to in the end.
/// </summary>
public sealed class ThreeRoutersTests : IAsyncLifetime
{
    private const int Limit = 60;
    private static readonly TimeSpan EqualWithin = TimeSpan.FromSeconds(2);

    private readonly List<RouterProcess> _routers = [];
    private RabbitMqServer _broker = null!;
    private AccountsServer _accounts = null!;
    private Uri _address = null!;

    public async Task InitializeAsync()
    {
        if (new RabbitMqFactAttribute().Skip is not null)
            return;
        _broker = await RabbitMqServer.StartAsync();
        _address = await _broker.CreateVirtualHostAsync();
        var limits = new KeyLimits { RequestsPerDay = Limit };
        _accounts = await AccountsServer.StartAsync(
            new DirectoryBuilder().Accounts(5).Key("limited", k => k.Policy.Limits = limits).Build());
        _routers.AddRange(await Task.WhenAll(StartAsync("a"), StartAsync("b"), StartAsync("c")));
        await Eventually.TrueAsync(
            async () =>
                (await ViewsAsync()).All(v => v.Replicas.Count == 2 && v.BrokerConnected), "each router hears the two others");
    }

    public async Task DisposeAsync()
    {
        foreach (var router in _routers)
            await router.DisposeAsync();
        if (_broker is null)
            return;
        await _accounts.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [RabbitMqFact]
    public async Task Routers_KilledAndRejoined_HoldEqualViewsWithinTwoSeconds()
    {
        await WorkAsync(30);
        await EqualAsync("after work on all three");

        await _routers[2].KillAsync();
        await _routers[2].DisposeAsync();
        _routers.RemoveAt(2);
        await WorkAsync(20);
        await EqualAsync("after one was killed");

        _routers.Add(await StartAsync("c"));
        await EqualAsync("after it came back");
        (await _routers[2].LiveAsync()).OpenLeases.ShouldBe(50);
    }

    [RabbitMqFact]
    public async Task Routers_WhileTheBrokerIsStopped_KeepTheLimitAndConvergeAfter()
    {
        var served = await AskAsync(20);
        await _broker.KillAsync();
        await Eventually.TrueAsync(async () => (await ViewsAsync()).All(v => !v.BrokerConnected), "the routers miss the broker");

        served += await AskAsync(90);

        // Each alone on its own view, and still at most N - 1 over the limit together.
        served.ShouldBeLessThanOrEqualTo(Limit + 2);
        (await ViewsAsync()).Select(v => v.StateDigest).Distinct().Count().ShouldBeGreaterThan(1);
        await _broker.StartAgainAsync();
        await Eventually.TrueAsync(
            async () => (await ViewsAsync()).All(v => v.BrokerConnected && v.Replicas.Count == 2), "the routers meet again");
        await EqualAsync("after the broker came back");
        await Eventually.TrueAsync(async () => (served += await AskAsync(3)) >= Limit, "what is left of the limit can be used");
        (served + await AskAsync(30)).ShouldBeLessThanOrEqualTo(Limit + 2);
    }

    private Task<RouterProcess> StartAsync(string name) => RouterProcess.StartAsync(
        name, _accounts.Address, _address, "Routing:Pins:Store=None", "Routing:Replication:ExpectedReplicas=3",
            "Routing:Leases:Lifetime=00:10:00");

    private async Task<LiveStateReply[]> ViewsAsync() => await Task.WhenAll(_routers.Select(r => r.LiveAsync()));

    private async Task WorkAsync(int turns)
    {
        for (var i = 0; i < turns; i++)
            (await _routers[i % _routers.Count].SelectAsync()).Lease.ShouldNotBeNull();
    }

    private async Task<int> AskAsync(int turns)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, turns)
            .Select(i => _routers[i % _routers.Count].SelectAsync(r => r.KeyId = "limited")));
        return replies.Count(r => r.Lease is not null);
    }

    private Task EqualAsync(string when) => Eventually.TrueAsync(
        async () =>
            (await ViewsAsync()).Select(v => v.StateDigest).Distinct().Count() == 1, $"views are equal {when}", EqualWithin);
}
