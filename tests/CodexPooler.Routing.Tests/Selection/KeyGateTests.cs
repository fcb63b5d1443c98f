using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Tests.TestData;
using Google.Protobuf.WellKnownTypes;
using Shouldly;

namespace CodexPooler.Routing.Tests.Selection;

public sealed class KeyGateTests
{
    [Fact]
    public void Select_BeforeTheDirectoryIsHeard_SaysSo()
    {
        var rig = new RouterRig();
        rig.Core.Adopt(DirectorySnapshot.Empty);

        rig.Refused().Code.ShouldBe(RefusalCode.DirectoryNotLoaded);
    }

    [Fact]
    public void Select_PoolNobodyKnows_IsRefused() =>
        new RouterRig().Refused(r => r.PoolId = "none").Code.ShouldBe(RefusalCode.PoolUnknown);

    [Fact]
    public void Select_PoolSwitchedOff_IsRefused() =>
        new RouterRig(d => d.Accounts(1).Pool.Status = PoolStatus.Disabled).Refused().Code.ShouldBe(RefusalCode.PoolDisabled);

    [Fact]
    public void Select_PoolWithoutAccounts_IsRefused() =>
        new RouterRig(_ => { }).Refused().Code.ShouldBe(RefusalCode.PoolEmpty);

    [Fact]
    public void Select_KeyNobodyKnows_IsRefused() =>
        new RouterRig().Refused(r => r.KeyId = "none").Code.ShouldBe(RefusalCode.KeyUnknown);

    [Theory]
    [InlineData(ApiKeyStatus.Paused)]
    [InlineData(ApiKeyStatus.Revoked)]
    public void Select_KeyNotActive_IsRefused(ApiKeyStatus status) =>
        new RouterRig(d => d.Accounts(1).Key(RouterRig.Key, k => k.Status = status))
            .Refused().Code.ShouldBe(RefusalCode.KeyDisabled);

    [Fact]
    public void Select_KeysPauseThatRanOut_ServesAgain()
    {
        var rig = new RouterRig();
        var until = rig.Time.GetUtcNow().AddMinutes(1).ToTimestamp();
        rig.Directory.Key(
            RouterRig.Key, k => (k.Status, k.Pause) = (ApiKeyStatus.Paused, new Pause { Until = until }));
        rig.Core.Adopt(rig.Directory.Build());
        rig.Refused().Code.ShouldBe(RefusalCode.KeyDisabled);

        rig.Time.Advance(TimeSpan.FromMinutes(1));

        rig.Leased();
    }

    [Fact]
    public void Select_KeyExpiring_IsRefusedFromThatMoment()
    {
        var rig = new RouterRig();
        rig.Directory.Key(RouterRig.Key, k => k.ExpiresAt = rig.Time.GetUtcNow().AddHours(1).ToTimestamp());
        rig.Leased();

        rig.Time.Advance(TimeSpan.FromHours(1));

        rig.Refused().Code.ShouldBe(RefusalCode.KeyExpired);
    }

    [Fact]
    public void Select_WithAnOlderEpoch_IsRefused()
    {
        var rig = new RouterRig(d => d.Accounts(1).Key(RouterRig.Key, k => k.Epoch = 4));

        rig.Refused(r => r.KeyEpoch = 3).Code.ShouldBe(RefusalCode.KeyEpoch);
        rig.Leased(r => r.KeyEpoch = 4);
    }

    [Fact]
    public void Select_ModelOutsideThePolicy_IsRefused()
    {
        var rig = new RouterRig(d => d.Accounts(1).Key(RouterRig.Key, k =>
        {
            k.Policy.ModelsRestricted = true;
            k.Policy.AllowedModels.Add("gpt-5-mini");
        }));

        rig.Refused().Code.ShouldBe(RefusalCode.ModelNotAllowed);
        rig.Leased(r => r.Model = "gpt-5-mini");
    }

    [Theory]
    [InlineData("high", true)]
    [InlineData("xhigh", false)]
    public void Select_EffortAboveTheCeiling_IsRefusedNotClamped(string effort, bool served)
    {
        var rig = new RouterRig(d => d.Accounts(1).Key(RouterRig.Key, k => k.Policy.EffortCeiling = "high"));

        var reply = rig.Select(r => r.Effort = effort);

        (reply.Lease is not null).ShouldBe(served);
        if (!served)
            reply.Refusal.Code.ShouldBe(RefusalCode.EffortNotAllowed);
    }

    [Fact]
    public void Select_BusyPool_RefusesTheKeyAboveItsFairShare()
    {
        var rig = new RouterRig(d => d.Account("a", a => a.MaxConcurrency = 10).Key("second"));
        for (var i = 0; i < 8; i++)
            rig.Leased();
        rig.Leased(r => r.KeyId = "second");

        rig.Refused().Code.ShouldBe(RefusalCode.LocalOverload);
        rig.Leased(r => r.KeyId = "second").AccountId.ShouldBe("a");
    }

    [Fact]
    public void Select_OpportunisticTurn_IsServedOnlyFromIdleAccounts()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        rig.Quota(DirectoryBuilder.Name(0), used: 10);
        var background = rig.Leased(r => r.TrafficClass = TrafficClass.Opportunistic);

        rig.Refused(r => r.TrafficClass = TrafficClass.Opportunistic).Code.ShouldBe(RefusalCode.OpportunisticDenied);
        rig.Succeed(background);
        rig.Leased(r => r.TrafficClass = TrafficClass.Opportunistic);
    }
}
