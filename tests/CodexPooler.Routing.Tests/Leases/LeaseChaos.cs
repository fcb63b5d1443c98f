using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;

namespace CodexPooler.Routing.Tests.Leases;

/// <summary>
/// Two routers and edges that abort in every way: turns closed twice, on the other router, too late or never; messages lost,
/// doubled and in the wrong order; probes that nobody comes back from.
/// </summary>
internal sealed class LeaseChaos(int seed)
{
    public const int Accounts = 8;
    public const int Places = 40;
    public const long Tokens = 1_000_000_000;

    private readonly Random _random = new(seed);
    private readonly List<Lease> _open = [];
    private readonly List<(RouterRig To, List<Fact> Facts)> _wire = [];

    public RouterRig One { get; } = Rig("r1");

    public RouterRig Other { get; } = Rig("r2");

    public void Run(int operations)
    {
        for (var i = 0; i < operations; i++)
            Step(_random.Next(2) == 0 ? One : Other);

        // The last messages arrive; nothing is closed any more.
        Tell(One, Other);
        Tell(Other, One);
        while (_wire.Count > 0)
            Deliver();
    }

    private void Step(RouterRig rig)
    {
        switch (_random.Next(20))
        {
            case < 8:
                if (rig.Select(Ask).Lease is { } lease)
                    _open.Add(lease);
                break;
            case < 13 when _open.Count > 0:
                Close(rig, Any(forget: true));
                break;
            case 13 when _open.Count > 0:
                Close(rig, Any(forget: false));
                break;
            case 14 when _open.Count > 0:
                rig.Core.Renew(new RenewLeasesRequest { LeaseIds = { Any(forget: false).LeaseId } });
                break;
            case 15 when _open.Count > 0:
                Any(forget: true);
                break;
            case 16:
                Tell(rig, rig == One ? Other : One);
                break;
            case 17 or 18:
                Deliver();
                break;
            default:
                One.Time.Advance(TimeSpan.FromMilliseconds(400));
                Other.Time.Advance(TimeSpan.FromMilliseconds(400));
                break;
        }
    }

    private void Ask(SelectRequest request)
    {
        request.TurnId = Guid.CreateVersion7().ToString();
        request.EstimatedInputTokens = _random.Next(1, 1000);
    }

    private void Close(RouterRig rig, Lease lease)
    {
        var failed = _random.Next(4) == 0;
        rig.Core.Close(new CloseRequest
        {
            LeaseId = lease.LeaseId,
            Outcome = failed ? Contracts.Routing.V1.TurnOutcome.Failed : Contracts.Routing.V1.TurnOutcome.Neutral,
            Fault = failed ? Told.Status(502) : null,
        });
    }

    private Lease Any(bool forget)
    {
        var place = _random.Next(_open.Count);
        var lease = _open[place];
        if (!forget)
            return lease;
        _open[place] = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        return lease;
    }

    private void Tell(RouterRig from, RouterRig to)
    {
        var facts = from.Outbox.Take();
        if (facts.Count > 0 && _random.Next(20) > 0)
            _wire.Add((to, facts));
    }

    private void Deliver()
    {
        if (_wire.Count == 0)
            return;
        var place = _random.Next(_wire.Count);
        var (to, facts) = _wire[place];
        if (_random.Next(10) > 0)
            _wire.RemoveAt(place);
        to.Core.Hear(facts);
    }

    private static RouterRig Rig(string name) => new(
        d => d.Accounts(Accounts, a => a.MaxConcurrency = Places)
            .Limits(new KeyLimits { TokensPerDay = Tokens, Concurrency = Accounts * Places }),
        replica: name);
}
