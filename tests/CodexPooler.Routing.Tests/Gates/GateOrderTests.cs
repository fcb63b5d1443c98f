using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Google.Protobuf.WellKnownTypes;
using Shouldly;

namespace CodexPooler.Routing.Tests.Gates;

/// <summary>Everything wrong at once, then mended one by one: told is what comes first in docs/routing.md.</summary>
public sealed class GateOrderTests
{
    private const string Only = "only";

    [Fact]
    public void Select_RequestWithEverythingWrong_IsToldTheFirstThing()
    {
        var rig = new RouterRig(d => d.Account(Only, a => a.MaxConcurrency = 2).Key("other"));
        var key = new ApiKey();
        rig.Directory.Key(RouterRig.Key, k => Spoil(key = k, rig));
        rig.Directory.Pool.Status = PoolStatus.Disabled;
        rig.Core.KillSwitch(Switch(on: true));
        void Ask(SelectRequest r) => (r.KeyEpoch, r.Effort, r.EstimatedInputTokens) = (1, "high", 50);
        RefusalCode Code() => rig.Refused(Ask).Code;

        Code().ShouldBe(RefusalCode.PoolDisabled);
        rig.Directory.Pool.Status = PoolStatus.Active;
        Code().ShouldBe(RefusalCode.KeyDisabled);
        key.Status = ApiKeyStatus.Active;
        Code().ShouldBe(RefusalCode.KeyExpired);
        key.ExpiresAt = null;
        Code().ShouldBe(RefusalCode.KeyEpoch);
        key.Epoch = 1;
        Code().ShouldBe(RefusalCode.ModelNotAllowed);
        key.Policy.ModelsRestricted = false;
        Code().ShouldBe(RefusalCode.EffortNotAllowed);
        key.Policy.EffortCeiling = "";
        Code().ShouldBe(RefusalCode.KillSwitch);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Core.KillSwitch(Switch(on: false));
        rig.Leased(r => r.KeyId = "other");
        Code().ShouldBe(RefusalCode.RequestTooLarge);
        key.Policy.Limits = null;
        rig.Leased(Ask);
        Code().ShouldBe(RefusalCode.LocalOverload);
    }

    [Fact]
    public void Select_AccountWithEverythingWrong_IsLeftOutForTheFirstThing()
    {
        var bench = new SpoiltAccount();

        bench.Reason().ShouldBe(ExclusionReason.MembershipDisabled);
        bench.Rig.Directory.MembershipOf(SpoiltAccount.Id).Enabled = true;
        bench.Reason().ShouldBe(ExclusionReason.ZeroWeight);
        bench.Account.Weight = 1;
        bench.Reason().ShouldBe(ExclusionReason.AccountNeedsAttention);
        bench.Account.Status = AccountStatus.Active;
        bench.Reason().ShouldBe(ExclusionReason.AccountDraining);
        bench.EndDrain();
        bench.Reason().ShouldBe(ExclusionReason.AccountNeedsAttention);
        bench.RenewCredential();
        bench.Reason().ShouldBe(ExclusionReason.ModelUnsupported);
        bench.OfferModel();
        bench.Reason().ShouldBe(ExclusionReason.QuotaExhausted);
        bench.ResetQuota();
        bench.Reason().ShouldBe(ExclusionReason.CoolingDown);
        bench.Rig.Time.Advance(TimeSpan.FromSeconds(10));
        bench.Reason().ShouldBe(ExclusionReason.CircuitOpen);
        bench.Rig.Time.Advance(TimeSpan.FromMinutes(1));
        var probe = bench.Probe();
        bench.Reason().ShouldBe(ExclusionReason.ProbeTaken);
        bench.End(probe);
        bench.Reason().ShouldBe(ExclusionReason.ConcurrencyFull);
        bench.Account.MaxConcurrency = 0;
        bench.Reason().ShouldBe(ExclusionReason.CapabilityMissing);
        bench.OfferImages();
        bench.Reason().ShouldBe(ExclusionReason.TierUnsupported);
        bench.OfferTier();
        bench.Reason().ShouldBe(ExclusionReason.AlreadyFailedThisTurn);
        bench.FailedBefore = false;
        bench.Reason().ShouldBe(ExclusionReason.OwnerOnly);
        bench.Rig.Directory.Pool.OwnerOnly = false;
        bench.Reason().ShouldBe(ExclusionReason.OwnerHours);
        bench.Account.OwnerHours.Clear();
        bench.Reason().ShouldBe(ExclusionReason.OwnerReserve);
        bench.Account.ReservePercent = 0;
        bench.Reason().ShouldBe(ExclusionReason.None);
    }

    private static void Spoil(ApiKey key, RouterRig rig)
    {
        key.Status = ApiKeyStatus.Revoked;
        key.ExpiresAt = rig.Time.GetUtcNow().ToTimestamp();
        key.Epoch = 2;
        key.Policy.ModelsRestricted = true;
        key.Policy.EffortCeiling = "low";
        key.Policy.Limits = new KeyLimits { InputTokensPerRequest = 10 };
    }

    private static KillSwitchRequest Switch(bool on) =>
        new() { Set = new KillSwitchFact { Grade = KillSwitchGrade.ReadOnly, On = on } };
}
