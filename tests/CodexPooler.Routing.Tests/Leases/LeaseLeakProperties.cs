using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Leases;

public sealed class LeaseLeakProperties
{
    // The long form (CODEX_POOLER_LONG=1) runs the million operations the promise is made for.
    private static readonly int Operations =
        Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1" ? 1_000_000 : 50_000;

    [Fact]
    public void Leases_AfterRandomAbortsOnTwoReplicas_LeaveNothingBehind()
    {
        var random = new Random(20260101);
        var one = new RouterRig(d => d.Accounts(8));
        var other = new RouterRig(d => d.Accounts(8), replica: "r2");
        var open = new List<Lease>();
        for (var i = 0; i < Operations; i++)
            Step(random, random.Next(2) == 0 ? one : other, one, other, open);

        // Whoever forgot to close: the lease must end by itself, on both.
        Exchange(one, other);
        one.Time.Advance(TimeSpan.FromMinutes(5));
        other.Time.Advance(TimeSpan.FromMinutes(5));

        foreach (var rig in new[] { one, other })
        {
            rig.Core.Live("").OpenLeases.ShouldBe(0);
            rig.Core.Live(RouterRig.Pool).Accounts.ShouldAllBe(a => a.InFlight == 0);
            rig.Core.Snapshot().ShouldNotContain(f => f.KindCase == Fact.KindOneofCase.Lease);
        }
    }

    private static void Step(Random random, RouterRig rig, RouterRig one, RouterRig other, List<Lease> open)
    {
        switch (random.Next(10))
        {
            case < 4:
                if (rig.Select(r => r.TurnId = Guid.CreateVersion7().ToString()).Lease is { } lease)
                    open.Add(lease);
                break;
            case < 7 when open.Count > 0:
                var ended = open[random.Next(open.Count)];
                open.Remove(ended);
                rig.Core.Close(new CloseRequest { LeaseId = ended.LeaseId, Outcome = TurnOutcome.Neutral });
                break;
            case 7 when open.Count > 0:
                rig.Core.Renew(new RenewLeasesRequest { LeaseIds = { open[random.Next(open.Count)].LeaseId } });
                break;
            case 8 when open.Count > 0:
                open.RemoveAt(random.Next(open.Count));
                break;
            default:
                Exchange(one, other);
                one.Time.Advance(TimeSpan.FromMilliseconds(500));
                other.Time.Advance(TimeSpan.FromMilliseconds(500));
                break;
        }
    }

    private static void Exchange(RouterRig one, RouterRig other)
    {
        other.Core.Hear(one.Outbox.Take());
        one.Core.Hear(other.Outbox.Take());
    }
}
