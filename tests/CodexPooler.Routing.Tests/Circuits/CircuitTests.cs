using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Circuits;

public sealed class CircuitTests
{
    [Fact]
    public void Circuit_ThreeFailures_OpensThenLetsOneProbeThrough()
    {
        var rig = Opened();
        rig.Refused().Exclusions.Single().Reason.ShouldBe(ExclusionReason.CircuitOpen);

        rig.Time.Advance(TimeSpan.FromSeconds(60));

        var probe = rig.Leased();
        probe.Probe.ShouldBeTrue();
        probe.Because.ShouldBe(ChosenBecause.Probe);
        rig.Refused().Exclusions.Single().Reason.ShouldBe(ExclusionReason.ProbeTaken);
    }

    [Fact]
    public void Probe_ThatSucceeds_ClosesTheCircuit()
    {
        var rig = HalfOpen(out var probe);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Succeed(probe);

        rig.Leased().Probe.ShouldBeFalse();
        rig.Leased().Probe.ShouldBeFalse();
    }

    [Fact]
    public void Probe_ThatFails_OpensTheCircuitForTwiceAsLong()
    {
        var rig = HalfOpen(out var probe);
        rig.Fail(probe, Told.Status(502));

        rig.Time.Advance(TimeSpan.FromSeconds(119));
        rig.Refused();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Leased().Probe.ShouldBeTrue();
    }

    [Fact]
    public void Probe_ThatEndsNeutrally_FreesItsSlot()
    {
        var rig = HalfOpen(out var probe);
        rig.Core.Close(new CloseRequest { LeaseId = probe.LeaseId, Outcome = TurnOutcome.Neutral });

        rig.Leased().Probe.ShouldBeTrue();
    }

    [Fact]
    public void Probe_NobodyCameBackFrom_FreesItsSlotWithItsLease()
    {
        var rig = HalfOpen(out _);
        rig.Time.Advance(TimeSpan.FromSeconds(30));

        rig.Leased().Probe.ShouldBeTrue();
    }

    [Fact]
    public void Probe_OfOneTurn_IsNotFreedByOthersThatEndMeanwhile()
    {
        var rig = new RouterRig(d => d.Accounts(1), o => o.Leases.Lifetime = TimeSpan.FromHours(1));
        var earlier = rig.Leased();
        for (var i = 0; i < 3; i++)
            rig.Fail(rig.Leased(), Told.Status(502));
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        var probe = rig.Leased();

        rig.Core.Close(new CloseRequest { LeaseId = earlier.LeaseId, Outcome = TurnOutcome.Neutral });
        rig.Core.Close(new CloseRequest { LeaseId = earlier.LeaseId, Outcome = TurnOutcome.Neutral });

        rig.Refused().Exclusions.Single().Reason.ShouldBe(ExclusionReason.ProbeTaken);
        rig.Core.Close(new CloseRequest { LeaseId = probe.LeaseId, Outcome = TurnOutcome.Neutral });
        rig.Leased().Probe.ShouldBeTrue();
    }

    [Fact]
    public void Probe_TakenOnOneReplica_IsNotGivenAgainByItsPeer()
    {
        var rig = HalfOpen(out var probe);
        var peer = new RouterRig(d => d.Accounts(1), replica: "r2");
        peer.Time.Advance(TimeSpan.FromSeconds(60));
        peer.Core.Hear(rig.Outbox.Take());

        peer.Refused().Exclusions.Single().Reason.ShouldBe(ExclusionReason.ProbeTaken);
        rig.Core.Close(new CloseRequest { LeaseId = probe.LeaseId, Outcome = TurnOutcome.Neutral });
        peer.Core.Hear(rig.Outbox.Take());
        peer.Leased().Probe.ShouldBeTrue();
    }

    [Fact]
    public void Circuit_OfOneRoute_LeavesTheOthersAlone()
    {
        var rig = Opened();

        rig.Leased(r => r.RouteClass = RouteClass.ResponsesSocket);
        rig.Leased(r => r.Model = "gpt-5-mini");
    }

    [Fact]
    public void Failures_OnSeveralAccountsAtOnce_AreTheProvidersAndOpenNothing()
    {
        var rig = new RouterRig(d => d.Accounts(4));
        for (var i = 0; i < 24; i++)
        {
            rig.Fail(rig.Leased(), Told.Status(502));
            rig.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        rig.Core.Live("").ProviderIncident.ShouldBeTrue();
        rig.Leased().ProviderIncident.ShouldBeTrue();
        var request = rig.Request();
        var lease = rig.Select(request).Lease;
        request.Attempt = 2;
        request.EarlierAttempts.Add(Told.Earlier(lease, Told.Status(502)));
        rig.Select(request).Refusal.Code.ShouldBe(RefusalCode.ProviderIncident);
    }

    [Fact]
    public void Overload_OfSeveralAccountsAtOnce_KeepsNoneOfThemOut()
    {
        var rig = new RouterRig(d => d.Accounts(4).Strategy(Contracts.Directory.V1.RoutingStrategy.RoundRobin));
        rig.Fail(rig.Leased(), Told.Status(503, "server_is_overloaded"));
        Served(rig).ShouldBe(3);
        for (var i = 0; i < 2; i++)
            rig.Fail(rig.Leased(), Told.Status(503, "server_is_overloaded"));

        rig.Core.Live("").ProviderIncident.ShouldBeTrue();
        Served(rig).ShouldBe(4);
    }

    [Fact]
    public void Incident_AfterSuccesses_IsOver()
    {
        var rig = new RouterRig(d => d.Accounts(3).Strategy(Contracts.Directory.V1.RoutingStrategy.RoundRobin));
        for (var i = 0; i < 3; i++)
            rig.Fail(rig.Leased(), Told.Status(502));
        rig.Core.Live("").ProviderIncident.ShouldBeTrue();

        rig.Time.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 3; i++)
            rig.Succeed(rig.Leased());
        rig.Time.Advance(TimeSpan.FromSeconds(2));

        rig.Core.Live("").ProviderIncident.ShouldBeFalse();
    }

    private static int Served(RouterRig rig)
    {
        var leases = Enumerable.Range(0, 8).Select(_ => rig.Leased()).ToList();
        leases.ForEach(l => rig.Core.Close(new CloseRequest { LeaseId = l.LeaseId, Outcome = TurnOutcome.Neutral }));
        return leases.Select(l => l.AccountId).Distinct().Count();
    }

    private static RouterRig Opened()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        for (var i = 0; i < 3; i++)
            rig.Fail(rig.Leased(), Told.Status(502));
        return rig;
    }

    private static RouterRig HalfOpen(out Lease probe)
    {
        var rig = Opened();
        rig.Time.Advance(TimeSpan.FromSeconds(60));
        probe = rig.Leased();
        return rig;
    }
}
