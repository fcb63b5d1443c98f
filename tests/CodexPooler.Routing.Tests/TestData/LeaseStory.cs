using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.State;
using Shouldly;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>The same events told to the router's table and to the naive one; after each of them both must say the same.</summary>
internal sealed class LeaseStory
{
    private const string Self = "r1";
    private static readonly string[] Accounts = ["a", "b"];

    private readonly RouterState _state = new(new RoutingOptions(), Self);
    private readonly NaiveLeases _naive = new(new LeaseOptions().Remember, Self);
    private readonly List<LeaseFact> _told = [];
    private long _now = FactGen.Start;

    private LeaseTable Table => _state.Leases;

    public bool Tell(IEnumerable<int> events)
    {
        foreach (var one in events)
        {
            Tell(new Random(one));
            Compare();
        }

        return true;
    }

    private void Tell(Random dice)
    {
        switch (dice.Next(12))
        {
            case < 3:
                Apply(Opening(dice));
                break;
            case < 5 when _told.Count > 0:
                Apply(Changed(dice, renewed => renewed.ExpiresAtMs = _now + dice.Next(1, 30_000)));
                break;
            case < 7 when _told.Count > 0:
                Apply(Changed(dice, closed => closed.ClosedAtMs = _now - dice.Next(0, 3000)));
                break;
            case < 9 when _told.Count > 0:
                Apply(Changed(dice, _ => { }));
                break;
            case 9:
                Table.LosePeers();
                _naive.LosePeers();
                break;
            case 10:
                Table.FindPeers(_now);
                _naive.FindPeers(_now);
                break;
            default:
                _now += dice.Next(4) == 0 ? dice.Next(150_000) : dice.Next(900);
                _state.Advance(_now);
                _naive.Sweep(_now);
                break;
        }
    }

    // Few leases and few times, so that they meet as often as possible.
    private LeaseFact Opening(Random dice) => new()
    {
        TurnHigh = (ulong)dice.Next(3),
        TurnLow = (ulong)dice.Next(2),
        Attempt = dice.Next(1, 3),
        Origin = dice.Next(2) == 0 ? Self : "r2",
        AccountId = Accounts[dice.Next(Accounts.Length)],
        PoolId = "p",
        KeyId = "k",
        Model = "m",
        RouteClass = RouteClass.Responses,
        OpenedAtMs = _now - dice.Next(0, 2000),
        ExpiresAtMs = _now + (dice.Next(4) == 0 ? dice.Next(-5000, 1500) : 30_000),
        ReservedTokens = dice.Next(1, 5),
        Probe = dice.Next(3) == 0,
    };

    // A reading made from any that was told before: what is late arrives late.
    private LeaseFact Changed(Random dice, Action<LeaseFact> change)
    {
        var fact = _told[dice.Next(_told.Count)].Clone();
        change(fact);
        return fact;
    }

    private void Apply(LeaseFact fact)
    {
        _told.Add(fact);
        Table.Apply(fact.Clone(), _now).ShouldBe(_naive.Apply(fact, _now), "what was news");
    }

    private void Compare()
    {
        Table.Open.ShouldBe(_naive.Counted.Count());
        foreach (var account in Accounts)
        {
            var open = _naive.Counted.Where(l => l.Fact.AccountId == account).ToList();
            _state.Account(account).InFlight.ShouldBe(open.Count);
            _state.Account(account).CircuitOf("m", RouteClass.Responses).OpenProbes.ShouldBe(open.Count(l => l.Fact.Probe));
        }

        _state.Usage.Of("k").Whole.ReservedTokens.ShouldBe(_naive.Reserving.Sum(l => l.Fact.ReservedTokens));
        _state.PoolLoad("p").InFlight.ShouldBe(_naive.Counted.Count());
        Table.Lengths.Median().ShouldBe(_naive.Lengths.Median());
        Table.Unclosed.Select(l => l.Fact).ShouldBe(Facts(closed: false), ignoreOrder: true);
        Table.Ended.All().Select(e => (e.Id, e.OpenedAt, e.ExpiresAt, e.ClosedAt)).ShouldBe(
            Facts(closed: true).Select(f => (LeaseId.Of(f), f.OpenedAtMs, f.ExpiresAtMs, f.ClosedAtMs)), ignoreOrder: true);
        foreach (var (id, lease) in _naive.All)
        {
            (Table.Find(id) is null).ShouldBe(lease.Fact.ClosedAtMs != 0);
            (Table.Ended.Find(id) is null).ShouldBe(lease.Fact.ClosedAtMs == 0);
        }
    }

    private IEnumerable<LeaseFact> Facts(bool closed) =>
        _naive.All.Values.Select(l => l.Fact).Where(f => f.ClosedAtMs != 0 == closed);
}
