using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Selection;

public sealed class QuotaGateTests
{
    private const string A = "account-000";
    private const string B = "account-001";

    [Fact]
    public void Select_AllExhausted_SaysUsageLimitWithTheEarliestReset()
    {
        var rig = new RouterRig(d => d.Accounts(2));
        rig.Quota(A, 100, resetsInMs: 7_200_000);
        rig.Quota(B, 100, resetsInMs: 3_600_000);

        var refusal = rig.Refused();

        refusal.Code.ShouldBe(RefusalCode.UsageLimitReached);
        refusal.ErrorType.ShouldBe("usage_limit_reached");
        refusal.HttpStatus.ShouldBe(429);
        refusal.ResetsAtMs.ShouldBe(rig.Now + 3_600_000);
    }

    [Fact]
    public void Select_AfterTheReset_ServesAgainWithoutNewEvidence()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        rig.Quota(A, 100, resetsInMs: 60_000);
        rig.Refused();

        rig.Time.Advance(TimeSpan.FromMinutes(1));

        rig.Leased().AccountId.ShouldBe(A);
    }

    [Fact]
    public void Select_TwoExhaustedWindows_WaitsForTheLaterReset()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        rig.Quota(A, 100, window: 300, resetsInMs: 60_000);
        rig.Quota(A, 100, window: 10_080, resetsInMs: 600_000);

        rig.Refused().ResetsAtMs.ShouldBe(rig.Now + 600_000);
    }

    [Fact]
    public void Select_EarlierReset_ClearsTheMarkThroughNewerEvidence()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        var lease = rig.Leased();
        rig.Fail(lease, Told.Status(429, "usage_limit_reached", rig.Now + 3_600_000));
        rig.Refused().Code.ShouldBe(RefusalCode.UsageLimitReached);

        rig.Time.Advance(TimeSpan.FromMinutes(5));
        rig.Quota(A, 3);

        rig.Leased().AccountId.ShouldBe(A);
    }

    [Fact]
    public void Report_EvidenceOfAnOlderCredential_DoesNotReplaceNewer()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        rig.Quota(A, 10, generation: 2);
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        rig.Quota(A, 100, generation: 1);

        rig.Leased().AccountId.ShouldBe(A);
    }

    [Theory]
    [InlineData(QuotaSource.UsageApi, QuotaSource.StreamEvent)]
    [InlineData(QuotaSource.LocalEstimate, QuotaSource.UsageApi)]
    public void Report_TwoReadingsOfOneMoment_BelievesTheBetterSource(QuotaSource worse, QuotaSource better)
    {
        foreach (var swapped in new[] { false, true })
        {
            var rig = new RouterRig(d => d.Accounts(1));
            var lesser = Told.Quota(A, 90, rig.Now, resetsAt: rig.Now + 1000);
            var truer = Told.Quota(A, 20, rig.Now, resetsAt: rig.Now + 1000);
            (lesser.Source, truer.Source) = (worse, better);
            Fact[] facts = [new Fact { Quota = lesser }, new Fact { Quota = truer }];
            rig.Core.State(swapped ? [facts[1], facts[0]] : facts);

            rig.Live(A).HeadroomPercent.ShouldBe(80);
        }
    }

    [Fact]
    public void Select_WeeklyExhaustedWithCredits_IsAProbeOfLastResort()
    {
        var rig = new RouterRig(d => d.Accounts(2));
        rig.Core.State([new Fact { Quota = Credits(rig, A) }]);
        rig.Quota(B, 50);

        rig.Leased().AccountId.ShouldBe(B);
        rig.Live(A).QuotaState.ShouldBe(QuotaState.CreditBacked);
        rig.Quota(B, 100);
        rig.Leased().AccountId.ShouldBe(A);
    }

    [Fact]
    public void Read_OnlyAWeeklyWindow_IsWeeklyOnly()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        rig.Quota(A, 20, window: 10_080);

        rig.Live(A).QuotaState.ShouldBe(QuotaState.WeeklyOnly);
        rig.Live(A).HeadroomPercent.ShouldBe(80);
    }

    [Fact]
    public void Read_FrozenFiveHourWindow_StopsBlockingWhileTheWeeklyGoesOn()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        rig.Quota(A, 100, window: 300, resetsInMs: 86_400_000);
        rig.Refused();

        rig.Time.Advance(TimeSpan.FromMinutes(16));
        rig.Quota(A, 30, window: 10_080);

        rig.Leased().AccountId.ShouldBe(A);
    }

    [Fact]
    public void Select_EvidenceRequired_RefusesStaleAndMissing()
    {
        var rig = new RouterRig(d => d.Accounts(2), o => o.Quota.Required = true);
        rig.Quota(A, 10);
        rig.Leased().AccountId.ShouldBe(A);

        rig.Time.Advance(TimeSpan.FromMinutes(16));

        var refusal = rig.Refused();
        refusal.Code.ShouldBe(RefusalCode.QuotaEvidenceMissing);
        refusal.Exclusions.Select(e => e.Reason).ShouldBe(
            [ExclusionReason.QuotaEvidenceStale, ExclusionReason.QuotaEvidenceMissing]);
    }

    [Fact]
    public void Select_WindowOfAModelFamily_BlocksThatFamilyOnly()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        var spark = Told.Quota(A, 100, rig.Now, resetsAt: rig.Now + 60_000);
        spark.LimitId = "codex_spark";
        rig.Core.State([new Fact { Quota = spark }]);

        rig.Refused(r => r.Model = "gpt-5.3-codex-spark").Code.ShouldBe(RefusalCode.UsageLimitReached);
        rig.Leased();
    }

    private static QuotaFact Credits(RouterRig rig, string account)
    {
        var weekly = Told.Quota(account, 100, rig.Now, window: 10_080, resetsAt: rig.Now + 60_000);
        weekly.HasCredits = true;
        return weekly;
    }
}
