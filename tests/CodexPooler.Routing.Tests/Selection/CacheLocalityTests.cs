using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Selection;

/// <summary>The regression other gateways suffered: a change of routing quietly halves the prompt-cache hit rate.</summary>
public sealed class CacheLocalityTests
{
    [Fact]
    public void Sessions_Over500TurnsWithTransientFaults_KeepTheirAccount()
    {
        var random = new Random(5);
        var rig = new RouterRig(d => d.Accounts(5));
        var homes = new Dictionary<ulong, string>();
        var atHome = 0;
        for (var turn = 0; turn < 500; turn++)
        {
            var session = (ulong)(turn % 50) + 1;
            var served = Turn(rig, session, fault: random.Next(100) < 3);
            homes.TryAdd(session, served);
            if (homes[session] == served)
                atHome++;
            rig.Time.Advance(TimeSpan.FromSeconds(4));
        }

        homes.Values.Distinct().Count().ShouldBe(5);
        ((double)atHome / 500).ShouldBeGreaterThanOrEqualTo(0.99);
    }

    // A fault before the first visible byte; then the account that served in the end.
    private static string Turn(RouterRig rig, ulong session, bool fault)
    {
        var request = rig.Request(r => r.Continuity.Add(Told.Anchor(PinKind.Session, session * 7919)));
        var lease = rig.Select(request).Lease;
        if (fault)
        {
            var signal = new FaultSignal { Kind = FaultKind.SocketClose, CloseCode = 1006 };
            request.Attempt = 2;
            request.EarlierAttempts.Add(Told.Earlier(lease, signal));
            lease = rig.Select(request).Lease;
        }

        rig.Succeed(lease, cached: 40_000);
        return lease.AccountId;
    }
}
