using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.SidecarDouble;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;
using Dapr.Client;
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
    private Sidecar _sidecar = null!;
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
        _sidecar = await RouterSidecar.StartAsync();
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
        await _sidecar.DisposeAsync();
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

    [RabbitMqFact]
    public async Task Routers_WritingOnePinWhileTheBrokerIsStopped_ConvergeOnTheLaterEvidenceThroughTheStore()
    {
        await _broker.KillAsync();
        await Eventually.TrueAsync(async () => (await ViewsAsync()).All(v => !v.BrokerConnected), "the routers miss the broker");
        var session = Told.Anchor(PinKind.Session, 77);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        // The latest evidence is the first to be written, and one of equal time is behind it.
        await PinAsync(0, session, "account-003", now);
        await Eventually.TrueAsync(async () => await StoredAsync(session) == "account-003", "the first pin is written");
        await PinAsync(1, session, "account-001", now - 1000);
        await PinAsync(2, session, "account-002", now);

        await Eventually.TrueAsync(
            async () => (await HomesAsync(session)).All(home => home == "account-003"),
            "every router knows the home, without having heard another");
        (await StoredAsync(session)).ShouldBe("account-003");
        await _broker.StartAgainAsync();
        await Eventually.TrueAsync(
            async () => (await ViewsAsync()).All(v => v.BrokerConnected && v.Replicas.Count == 2), "the routers meet again");
        await EqualAsync("after the broker came back");
        (await HomesAsync(session)).ShouldAllBe(home => home == "account-003");
    }

    [RabbitMqFact]
    public async Task Operators_AtAnyRouter_ReachEveryRouterAndFindEveryTurn()
    {
        var turn = Guid.CreateVersion7().ToString();
        var lease = (await _routers[0].SelectAsync(r => r.TurnId = turn)).Lease;
        var second = (await _routers[1].SelectAsync(r =>
        {
            (r.TurnId, r.Attempt) = (turn, 2);
            r.EarlierAttempts.Add(Told.Earlier(lease, Told.Status(502)));
        })).Lease;

        var explained = await _routers[2].Admin.ExplainAsync(new ExplainRequest { TurnId = turn });
        explained.Decisions.Select(d => (d.Attempt, d.WinnerAccountId))
            .ShouldBe([(1, lease.AccountId), (2, second.AccountId)]);
        explained.Decisions.Select(d => d.Replica[0]).ShouldBe(['a', 'b']);
        explained.Silent.ShouldBeEmpty();

        var drained = await _routers[0].Admin.DrainAsync(new DrainRequest { AccountId = lease.AccountId, Draining = true });
        drained.Spread.Confirmed.Count.ShouldBe(2);
        (await ViewsAsync()).ShouldAllBe(v => v.Accounts.Single(a => a.AccountId == lease.AccountId).Draining);
        await _routers[1].Admin.ClearMarkAsync(new ClearMarkRequest { AccountId = lease.AccountId });

        var stop = new KillSwitchFact { Grade = KillSwitchGrade.ReadOnly, On = true };
        (await _routers[1].Admin.KillSwitchAsync(new() { Set = stop })).Spread.Confirmed.Count.ShouldBe(2);
        foreach (var router in _routers)
            (await router.SelectAsync()).Refusal.Code.ShouldBe(RefusalCode.KillSwitch);
    }

    [RabbitMqFact]
    public async Task Operators_WhileTheBrokerIsStopped_AreToldWhoDoesNotKnowYet()
    {
        await _broker.KillAsync();
        await Eventually.TrueAsync(async () => (await ViewsAsync()).All(v => !v.BrokerConnected), "the routers miss the broker");

        var stop = new KillSwitchFact { Grade = KillSwitchGrade.Model, Subject = RouterRig.Model, On = true };
        var reply = await _routers[2].Admin.KillSwitchAsync(new() { Set = stop });

        reply.Spread.Waiting.Select(name => name[0]).ShouldBe(['a', 'b']);
        (await _routers[2].SelectAsync()).Refusal.Code.ShouldBe(RefusalCode.KillSwitch);
        (await _routers[0].SelectAsync()).Lease.ShouldNotBeNull();
        await _broker.StartAgainAsync();
        await Eventually.TrueAsync(
            async () => (await _routers[0].SelectAsync()).Refusal?.Code == RefusalCode.KillSwitch, "the others hear of it");
    }

    private async Task PinAsync(int router, ContinuityKey key, string account, long at)
    {
        var pin = new PinFact
        {
            Kind = key.Kind,
            HashHigh = key.HashHigh,
            HashLow = key.HashLow,
            AccountId = account,
            AtMs = at,
            ExpiresAtMs = at + 3_600_000,
        };
        (await _routers[router].Client.ReportFactsAsync(new() { Facts = { new Fact { Pin = pin } } })).Accepted.ShouldBe(1);
    }

    private async Task<string?> StoredAsync(ContinuityKey key)
    {
        using var dapr = new DaprClientBuilder().UseHttpEndpoint(_sidecar.HttpEndpoint.ToString()).Build();
        var store = new DaprPinStore(dapr, new PinOptions(), TimeProvider.System);
        return (await store.FindAsync(PinKey.Of(key), CancellationToken.None))?.AccountId;
    }

    private async Task<string?[]> HomesAsync(ContinuityKey key) =>
        await Task.WhenAll(_routers.Select(router => router.HomeAsync(key)));

    private Task<RouterProcess> StartAsync(string name) => RouterProcess.StartAsync(
        name, _accounts.Address, _address,
        [
            .. RouterSidecar.Settings(_sidecar.HttpEndpoint.Port), "Routing:Replication:ExpectedReplicas=3",
            "Routing:Leases:Lifetime=00:10:00",
        ]);

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
