using System.Runtime.CompilerServices;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.State;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Leases;

/// <summary>What is known of a lease after its end, and for how long.</summary>
public sealed class EndedLeaseTests
{
    [Fact]
    public void Close_Lease_LeavesNoObjectOfItBehind()
    {
        var rig = new RouterRig();
        var lease = Closed(rig);

        GC.Collect();

        lease.IsAlive.ShouldBeFalse();
        rig.Core.OpenLeases.ShouldBe(0);
    }

    [Fact]
    public void Renew_ClosedLease_SaysClosedAndWhenItWouldHaveExpired()
    {
        var rig = new RouterRig();
        var lease = rig.Leased();
        rig.Succeed(lease);
        rig.Time.Advance(TimeSpan.FromSeconds(100));

        var renewal = rig.Core.Renew(new RenewLeasesRequest { LeaseIds = { lease.LeaseId } }).Leases.Single();

        (renewal.Status, renewal.ExpiresAtMs).ShouldBe((LeaseStatus.Closed, lease.ExpiresAtMs));
    }

    [Fact]
    public void Hear_OpeningOfALeaseThatWasClosed_OpensNothing()
    {
        var rig = new RouterRig();
        var lease = rig.Leased();
        var opening = rig.Outbox.Take().Where(f => f.KindCase == Fact.KindOneofCase.Lease).ToList();
        rig.Succeed(lease);

        rig.Core.Hear(opening).ShouldBe(0);

        rig.Core.OpenLeases.ShouldBe(0);
    }

    [Fact]
    public void Snapshot_AfterAClose_KeepsAJoiningRouterFromOpeningIt()
    {
        var rig = new RouterRig();
        var lease = rig.Leased();
        var opening = rig.Outbox.Take();
        rig.Succeed(lease);
        var joining = new RouterRig(replica: "r2");

        joining.Core.Hear(rig.Core.Snapshot());
        joining.Core.Hear(opening);

        joining.Core.OpenLeases.ShouldBe(0);
        joining.Core.Close(new CloseRequest { LeaseId = lease.LeaseId }).Status.ShouldBe(LeaseStatus.Closed);
    }

    [Theory]
    [InlineData(true, 14, true)]
    [InlineData(true, 16, false)]
    [InlineData(false, 119, true)]
    [InlineData(false, 121, false)]
    public void Select_OfAnEndedAttempt_IsRefusedForAsLongAsItCanComeLate(bool alone, int after, bool known)
    {
        var rig = Rig(alone, out var time);
        var (request, id) = Ask();
        var lease = rig.Select(request, id).Lease;
        rig.Close(new CloseRequest { LeaseId = lease.LeaseId });

        time.Advance(TimeSpan.FromSeconds(after));

        (rig.Select(request, id).Refusal?.Code == RefusalCode.TurnClosed).ShouldBe(known);
    }

    [Fact]
    public void Select_AfterAFaultAMinuteAgo_StillKnowsItsVerdictWhenAlone()
    {
        var rig = Rig(alone: true, out var time);
        var (request, id) = Ask();
        var lease = rig.Select(request, id).Lease;
        var verdict = rig.Close(new CloseRequest
        {
            LeaseId = lease.LeaseId,
            Outcome = TurnOutcome.Failed,
            Fault = Told.Status(502),
        }).Verdict;
        time.Advance(TimeSpan.FromMinutes(1));

        request.Attempt = 2;
        request.EarlierAttempts.Add(Told.Earlier(lease, Told.Status(401)));

        rig.Select(request, id with { Attempt = 2 }).EarlierVerdicts.Single().ShouldBe(verdict);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Closed(RouterRig rig)
    {
        var lease = rig.Leased();
        rig.Succeed(lease);
        return new WeakReference(lease);
    }

    private static RouterCore Rig(bool alone, out ManualTimeProvider time)
    {
        time = new ManualTimeProvider();
        IFactOutbox outbox = alone ? new OutboxFanOut([]) : new FactOutbox(new LeaseOptions(), time);
        var core = new RouterCore(new RoutingOptions { Decisions = { Kept = 16, Rows = 1024 } }, "r1", outbox, time);
        core.Adopt(new DirectoryBuilder().Accounts(3).Build());
        return core;
    }

    private static (SelectRequest Request, LeaseId Id) Ask()
    {
        var id = new LeaseId(new TurnId(0x0190_0000_0000_7000, 5), 1);
        return (new SelectRequest
        {
            TurnId = id.Turn.ToString(),
            Attempt = 1,
            PoolId = RouterRig.Pool,
            KeyId = RouterRig.Key,
            Model = RouterRig.Model,
            RouteClass = RouteClass.Responses,
        }, id);
    }
}
