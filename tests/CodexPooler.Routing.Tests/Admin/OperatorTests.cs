using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Admin;

public sealed class OperatorTests
{
    private static readonly string First = DirectoryBuilder.Name(0);

    [Fact]
    public void Drain_WithOpenTurns_TellsHowManyAndHowLong()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        for (var i = 0; i < 5; i++)
        {
            var lease = rig.Leased();
            rig.Time.Advance(TimeSpan.FromSeconds(20));
            rig.Succeed(lease);
        }

        var open = rig.Leased();
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        var reply = rig.Core.Drain(new DrainRequest { AccountId = First, Draining = true, By = "ada" });

        reply.OpenTurns.ShouldBe(1);
        reply.EtaMs.ShouldBe(15_000);
        rig.Refused().Exclusions.Single().Reason.ShouldBe(ExclusionReason.AccountDraining);
        rig.Succeed(open).Status.ShouldBe(LeaseStatus.Alive);
        rig.Core.Drain(new DrainRequest { AccountId = First, Draining = true }).EtaMs.ShouldBe(0);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Core.Drain(new DrainRequest { AccountId = First, Draining = false });
        rig.Leased();
    }

    [Fact]
    public void Drain_AskedOfAnotherReplica_TellsTheSame()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        var peer = new RouterRig(d => d.Accounts(1), replica: "r2");
        var lease = rig.Leased();
        rig.Time.Advance(TimeSpan.FromSeconds(20));
        rig.Succeed(lease);
        rig.Leased();
        peer.Time.Advance(TimeSpan.FromSeconds(20));
        peer.Core.Hear(rig.Outbox.Take());
        peer.Time.Advance(TimeSpan.FromSeconds(5));

        var reply = peer.Core.Drain(new DrainRequest { AccountId = First, Draining = true });

        (reply.OpenTurns, reply.EtaMs).ShouldBe((1, 15_000));
    }

    [Fact]
    public void Drain_WithNoTurnToCompareWith_TakesOpenOnesToBeHalfWay()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        rig.Leased();
        rig.Time.Advance(TimeSpan.FromSeconds(8));

        rig.Core.Drain(new DrainRequest { AccountId = First, Draining = true }).EtaMs.ShouldBe(8000);
    }

    [Fact]
    public void ClearMark_OfACoolingAccount_ServesAProbeAtOnce()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        for (var i = 0; i < 3; i++)
            rig.Fail(rig.Leased(), Told.Status(502));
        rig.Fail(rig.Leased(r => r.Model = "m"), Told.Status(403));
        rig.Refused();
        rig.Time.Advance(TimeSpan.FromSeconds(1));

        var reply = rig.Core.Clear(new ClearMarkRequest { AccountId = First });

        reply.MarksCleared.ShouldBe(1);
        reply.CircuitsToProbe.ShouldBe(2);
        var probe = rig.Leased();
        probe.Probe.ShouldBeTrue();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Fail(probe, Told.Status(502));
        rig.Refused().Exclusions.Single().Reason.ShouldBe(ExclusionReason.CircuitOpen);
    }

    [Theory]
    [InlineData(KillSwitchGrade.ReadOnly, "", true)]
    [InlineData(KillSwitchGrade.Model, RouterRig.Model, true)]
    [InlineData(KillSwitchGrade.Model, "another", false)]
    [InlineData(KillSwitchGrade.Key, RouterRig.Key, true)]
    [InlineData(KillSwitchGrade.Key, "another", false)]
    [InlineData(KillSwitchGrade.NewSessions, "", true)]
    public void KillSwitch_OfEachGrade_StopsWhatItNames(KillSwitchGrade grade, string subject, bool stops)
    {
        var rig = new RouterRig();
        rig.Core.KillSwitch(Switch(grade, subject));

        (rig.Select().Refusal?.Code == RefusalCode.KillSwitch).ShouldBe(stops);
    }

    [Fact]
    public void KillSwitch_ForNewSessions_LetsOldOnesGoOn()
    {
        var rig = new RouterRig();
        var session = Told.Anchor(PinKind.Session, 3);
        rig.Succeed(rig.Leased(r => r.Continuity.Add(session)));
        rig.Core.KillSwitch(Switch(KillSwitchGrade.NewSessions, ""));

        rig.Leased(r => r.Continuity.Add(session));
        rig.Refused().Code.ShouldBe(RefusalCode.KillSwitch);
    }

    [Fact]
    public void KillSwitch_WithAnExpiry_EndsByItself()
    {
        var rig = new RouterRig();
        var set = Switch(KillSwitchGrade.ReadOnly, "");
        set.Set.ExpiresAtMs = rig.Now + 60_000;
        rig.Core.KillSwitch(set).Active.Single().Reason.ShouldBe("drill");

        rig.Time.Advance(TimeSpan.FromMinutes(1));

        rig.Leased();
        rig.Core.KillSwitch(new KillSwitchRequest()).Active.ShouldBeEmpty();
    }

    private static KillSwitchRequest Switch(KillSwitchGrade grade, string subject) => new()
    {
        Set = new KillSwitchFact { Grade = grade, Subject = subject, On = true, By = "ada", Reason = "drill" },
    };
}
