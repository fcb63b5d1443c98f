using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Leases;

public sealed class LeaseTests
{
    [Fact]
    public void Select_SameTurnAndAttemptTwice_GivesTheSameLease()
    {
        var rig = new RouterRig();
        var request = rig.Request();

        var first = rig.Select(request).Lease;
        var second = rig.Select(request).Lease;

        second.LeaseId.ShouldBe(first.LeaseId);
        second.AccountId.ShouldBe(first.AccountId);
        rig.Core.Live("").OpenLeases.ShouldBe(1);
    }

    [Fact]
    public void Select_AttemptThatEnded_IsRefused()
    {
        var rig = new RouterRig();
        var request = rig.Request();
        rig.Succeed(rig.Select(request).Lease);

        rig.Select(request).Refusal.Code.ShouldBe(RefusalCode.TurnClosed);
    }

    [Fact]
    public void Renew_LeaseInTime_KeepsItAlive()
    {
        var rig = new RouterRig();
        var lease = rig.Leased();

        rig.Time.Advance(TimeSpan.FromSeconds(20));
        Renewed(rig, lease).Status.ShouldBe(LeaseStatus.Alive);
        rig.Time.Advance(TimeSpan.FromSeconds(20));

        rig.Live(lease.AccountId).InFlight.ShouldBe(1);
    }

    [Fact]
    public void Renew_LeaseLeftFor30Seconds_SaysExpiredAndFreesTheAccount()
    {
        var rig = new RouterRig();
        var lease = rig.Leased();

        rig.Time.Advance(TimeSpan.FromSeconds(30));

        Renewed(rig, lease).Status.ShouldBe(LeaseStatus.Expired);
        rig.Live(lease.AccountId).InFlight.ShouldBe(0);
    }

    [Fact]
    public void Renew_LeaseNobodyKnows_SaysUnknown() =>
        Renewed(new RouterRig(), new Lease { LeaseId = $"{Guid.NewGuid()}.1" }).Status.ShouldBe(LeaseStatus.Unknown);

    [Fact]
    public void Close_Twice_CountsOnce()
    {
        var rig = new RouterRig(d => d.Accounts(1).Limits(new() { TokensPerDay = 100 }));
        var lease = rig.Leased();

        Closed(rig, lease, 60).Status.ShouldBe(LeaseStatus.Alive);
        Closed(rig, lease, 60).Status.ShouldBe(LeaseStatus.Closed);

        rig.Select(r => r.EstimatedInputTokens = 40).Lease.ShouldNotBeNull();
    }

    [Fact]
    public void Hear_CloseBeforeOpening_LeavesNothingOpen()
    {
        var rig = new RouterRig();
        var peer = new RouterRig();
        var lease = rig.Leased();
        rig.Succeed(lease);
        var told = rig.Outbox.Take();
        told.Reverse();

        peer.Core.Hear(told);

        peer.Live(lease.AccountId).InFlight.ShouldBe(0);
        peer.Core.Live("").StateDigest.ShouldBe(rig.Core.Live("").StateDigest);
    }

    [Fact]
    public void Close_LeaseOfAPeer_FreesItEverywhere()
    {
        var rig = new RouterRig();
        var peer = new RouterRig(replica: "r2");
        var lease = rig.Leased();
        peer.Core.Hear(rig.Outbox.Take());

        peer.Succeed(lease).Status.ShouldBe(LeaseStatus.Alive);
        rig.Core.Hear(peer.Outbox.Take());

        rig.Live(lease.AccountId).InFlight.ShouldBe(0);
        Renewed(rig, lease).Status.ShouldBe(LeaseStatus.Closed);
    }

    [Fact]
    public void Close_OnAReplicaThatHasNotHeardOfTheLease_IsDoneWhenItHas()
    {
        var rig = new RouterRig(d => d.Accounts(1).Limits(new() { TokensPerDay = 100 }));
        var peer = new RouterRig(d => d.Accounts(1).Limits(new() { TokensPerDay = 100 }), replica: "r2");
        var lease = rig.Leased();

        Closed(peer, lease, 70).Status.ShouldBe(LeaseStatus.Unknown);
        peer.Core.Hear(rig.Outbox.Take());
        rig.Core.Hear(peer.Outbox.Take());

        foreach (var each in new[] { rig, peer })
        {
            each.Live(lease.AccountId).InFlight.ShouldBe(0);
            Renewed(each, lease).Status.ShouldBe(LeaseStatus.Closed);
            each.Refused(r => r.EstimatedInputTokens = 31).Limit.Used.ShouldBe(70);
        }
    }

    private static LeaseRenewal Renewed(RouterRig rig, Lease lease) =>
        rig.Core.Renew(new RenewLeasesRequest { LeaseIds = { lease.LeaseId } }).Leases.Single();

    private static CloseReply Closed(RouterRig rig, Lease lease, long tokens) => rig.Core.Close(new CloseRequest
    {
        LeaseId = lease.LeaseId,
        Outcome = TurnOutcome.Succeeded,
        Usage = new TokenUsage { Input = tokens },
    });
}
