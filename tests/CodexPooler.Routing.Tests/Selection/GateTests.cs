using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Google.Protobuf.WellKnownTypes;
using Shouldly;

namespace CodexPooler.Routing.Tests.Selection;

public sealed class GateTests
{
    private static readonly string First = DirectoryBuilder.Name(0);

    [Theory]
    [InlineData(AccountStatus.Disabled, ExclusionReason.AccountDisabled)]
    [InlineData(AccountStatus.Paused, ExclusionReason.AccountDisabled)]
    [InlineData(AccountStatus.ReauthRequired, ExclusionReason.AccountNeedsAttention)]
    [InlineData(AccountStatus.RefreshFailed, ExclusionReason.AccountNeedsAttention)]
    public void Select_AccountNotInService_IsExcludedForIt(AccountStatus status, ExclusionReason expected)
    {
        var rig = new RouterRig(d => d.Account(First, a => a.Status = status));

        var refusal = rig.Refused();

        refusal.Code.ShouldBe(RefusalCode.AllAccountsNeedAttention);
        refusal.Exclusions.Single().Reason.ShouldBe(expected);
    }

    [Fact]
    public void Select_AccountBeingRenewed_Serves() =>
        new RouterRig(d => d.Account(First, a => a.Status = AccountStatus.Refreshing)).Leased().AccountId.ShouldBe(First);

    [Fact]
    public void Select_PauseThatRanOut_ServesAgain()
    {
        var rig = new RouterRig();
        var until = rig.Time.GetUtcNow().AddMinutes(1).ToTimestamp();
        rig.Directory.Accounts(1, a => (a.Status, a.Pause) = (AccountStatus.Paused, new Pause { Until = until }))
            .Without(DirectoryBuilder.Name(1)).Without(DirectoryBuilder.Name(2));
        rig.Core.Adopt(rig.Directory.Build());
        rig.Refused();

        rig.Time.Advance(TimeSpan.FromMinutes(1));

        rig.Leased().AccountId.ShouldBe(First);
    }

    [Fact]
    public void Select_MembershipOff_IsExcluded()
    {
        var rig = new RouterRig(d => d.Accounts(1).MembershipOf(First).Enabled = false);

        rig.Refused().Exclusions.Single().Reason.ShouldBe(ExclusionReason.MembershipDisabled);
    }

    [Fact]
    public void Select_ModelOnlyOneAccountOffers_GoesThere()
    {
        var other = new ModelOffer { Slug = "gpt-5" };
        var rig = new RouterRig(d => d.Accounts(5, null, other).Account("offers", null, other, new() { Slug = RouterRig.Model }));

        rig.Leased().AccountId.ShouldBe("offers");
        rig.Refused(r => r.Model = "gpt-9").Code.ShouldBe(RefusalCode.ModelUnknown);
    }

    [Fact]
    public void Select_ModelAnotherPoolHas_SaysNoAccountSupportsIt()
    {
        var rig = new RouterRig(d => d
            .Accounts(2, null, new ModelOffer { Slug = "gpt-5" })
            .Account("else", null, new ModelOffer { Slug = RouterRig.Model }).MembershipOf("else").PoolId = "elsewhere");

        rig.Refused().Code.ShouldBe(RefusalCode.NoAccountSupportsModel);
    }

    [Theory]
    [InlineData("priority", "with-tier")]
    [InlineData("fast", "with-tier")]
    public void Select_ExplicitTier_NeedsAnAccountThatListsIt(string tier, string expected)
    {
        var rig = new RouterRig(d => d
            .Accounts(3, null, new ModelOffer { Slug = RouterRig.Model })
            .Account("with-tier", null, new ModelOffer { Slug = RouterRig.Model, Tiers = { "fast" } }));

        rig.Leased(r => r.ServiceTier = tier).AccountId.ShouldBe(expected);
        rig.Refused(r => r.ServiceTier = "flex").Code.ShouldBe(RefusalCode.NoAccountSupportsRequest);
    }

    [Fact]
    public void Select_ImageInput_NeedsEvidenceOfIt()
    {
        var rig = new RouterRig(d => d
            .Accounts(3, null, new ModelOffer { Slug = RouterRig.Model, InputKinds = { "text" } })
            .Account("sees", null, new ModelOffer { Slug = RouterRig.Model, InputKinds = { "text", "image" } }));

        rig.Leased(r => r.InputKinds.Add(InputKind.Image)).AccountId.ShouldBe("sees");
    }

    [Fact]
    public void Select_NativeTurn_StaysInTheLargestCatalogueCohort()
    {
        var wide = new ModelOffer { Slug = RouterRig.Model, ContextWindow = 400_000 };
        var rig = new RouterRig(d => d
            .Accounts(3, null, new ModelOffer { Slug = RouterRig.Model, ContextWindow = 272_000 })
            .Account("wide", null, wide));

        for (var i = 0; i < 50; i++)
            rig.Leased(r => r.Native = true).AccountId.ShouldNotBe("wide");
        Enumerable.Range(0, 50).Select(_ => rig.Leased().AccountId).ShouldContain("wide");
    }

    [Fact]
    public void Select_OwnersReserve_IsKeptForTheOwner()
    {
        var rig = new RouterRig(d => d
            .Account(First, a => (a.Owner, a.ReservePercent) = ("ada", 20))
            .Key("hers", k => k.Owner = "ada"));
        rig.Quota(First, used: 85);

        rig.Refused().Code.ShouldBe(RefusalCode.ReservedByOwners);
        rig.Leased(r => r.KeyId = "hers").AccountId.ShouldBe(First);
    }

    [Fact]
    public void Select_WithinOwnersHours_ServesOnlyTheOwner()
    {
        var rig = new RouterRig(d => d.Account(First, a =>
        {
            a.Owner = "ada";
            a.OwnerHours.Add(new HourRange { FromMinute = 0, ToMinute = 120 });
        }));

        rig.Refused().Exclusions.Single().Reason.ShouldBe(ExclusionReason.OwnerHours);
        rig.Time.Advance(TimeSpan.FromHours(2));
        rig.Leased().AccountId.ShouldBe(First);
    }

    [Fact]
    public void Select_OwnerOnlyPool_RefusesOtherPeople()
    {
        var rig = new RouterRig(d =>
        {
            d.Account(First, a => a.Owner = "ada").Key("hers", k => k.Owner = "ada");
            d.Pool.OwnerOnly = true;
        });

        rig.Refused().Exclusions.Single().Reason.ShouldBe(ExclusionReason.OwnerOnly);
        rig.Leased(r => r.KeyId = "hers").AccountId.ShouldBe(First);
    }

    [Fact]
    public void Select_AllPlacesTaken_SaysLocalOverloadNotExhaustion()
    {
        var rig = new RouterRig(d => d.Account(First, a => a.MaxConcurrency = 2));
        rig.Leased();
        rig.Leased();

        var refusal = rig.Refused();

        refusal.Code.ShouldBe(RefusalCode.LocalOverload);
        refusal.HttpStatus.ShouldBe(429);
        refusal.RetryAfterMs.ShouldBeGreaterThan(0);
        refusal.ResetsAtMs.ShouldBe(0);
    }

    [Fact]
    public void Select_HigherTierAlive_LeavesTheLowerAlone()
    {
        var rig = new RouterRig(d => d.Accounts(3, a => a.Priority = 5).Account("first", a => a.Priority = 1));

        for (var i = 0; i < 20; i++)
            rig.Leased().AccountId.ShouldBe("first");
        rig.Quota("first", used: 100);
        rig.Leased().AccountId.ShouldNotBe("first");
    }
}
