using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Limits;

public sealed class LimitTests
{
    [Fact]
    public void RequestsPerMinute_Reached_RefusesUntilTheMinuteEnds()
    {
        var rig = Rig(new KeyLimits { RequestsPerMinute = 3 });
        rig.Time.Advance(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 3; i++)
            rig.Succeed(rig.Leased());

        var refusal = rig.Refused();

        refusal.Code.ShouldBe(RefusalCode.KeyLimitExceeded);
        refusal.HttpStatus.ShouldBe(429);
        refusal.ErrorType.ShouldBe("usage_limit_reached");
        refusal.ResetsAtMs.ShouldBe(rig.Now + 40_000);
        refusal.Limit.Metric.ShouldBe(LimitMetric.RequestsPerMinute);
        rig.Time.Advance(TimeSpan.FromSeconds(40));
        rig.Leased();
    }

    [Fact]
    public void RequestsPerMinute_SecondAttempt_IsNotASecondRequest()
    {
        var rig = Rig(new KeyLimits { RequestsPerMinute = 1 });
        var request = rig.Request();
        var lease = rig.Select(request).Lease;
        request.Attempt = 2;
        request.EarlierAttempts.Add(Told.Earlier(lease, Told.Status(502)));

        rig.Select(request).Lease.ShouldNotBeNull();
    }

    [Fact]
    public void TokensPerDay_OpenTurns_ReserveWhatTheyMayUse()
    {
        var rig = Rig(new KeyLimits { TokensPerDay = 1000 });
        var first = rig.Leased(r => (r.EstimatedInputTokens, r.MaxOutputTokens) = (300, 400));

        rig.Refused(r => r.EstimatedInputTokens = 301).Limit.Used.ShouldBe(700);
        Settle(rig, first, 100);
        rig.Leased(r => r.EstimatedInputTokens = 900);
    }

    [Fact]
    public void TokensPerDay_TurnWithoutKnownUsage_IsGivenBack()
    {
        var rig = Rig(new KeyLimits { TokensPerDay = 1000 });
        var lease = rig.Leased(r => r.EstimatedInputTokens = 1000);
        rig.Core.Close(new CloseRequest { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Neutral });

        rig.Leased(r => r.EstimatedInputTokens = 1000);
    }

    [Fact]
    public void TokensPerWeek_CountsSevenDays_ResetsWhenTheOldestLeaves()
    {
        var rig = Rig(new KeyLimits { TokensPerWeek = 1000 });
        Settle(rig, rig.Leased(), 600);
        rig.Time.Advance(TimeSpan.FromDays(3));
        Settle(rig, rig.Leased(), 400);

        var refusal = rig.Refused(r => r.EstimatedInputTokens = 1);
        refusal.ResetsAtMs.ShouldBe(new DateTimeOffset(2026, 1, 8, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        rig.Time.Advance(TimeSpan.FromDays(4));
        rig.Leased(r => r.EstimatedInputTokens = 600);
    }

    [Fact]
    public void CostPerMonth_Reached_ResetsOnTheFirst()
    {
        var rig = Rig(new KeyLimits { MicroDollarsPerMonth = 5_000_000 });
        rig.Core.Close(new CloseRequest
        {
            LeaseId = rig.Leased().LeaseId,
            Outcome = TurnOutcome.Succeeded,
            CostMicros = 5_000_000,
        });

        rig.Refused().ResetsAtMs.ShouldBe(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        rig.Time.Advance(TimeSpan.FromDays(31));
        rig.Leased();
    }

    [Theory]
    [InlineData(101, 0, RefusalCode.RequestTooLarge)]
    [InlineData(0, 51, RefusalCode.RequestTooLarge)]
    public void TokensPerRequest_Above_IsRefusedForGood(long input, long output, RefusalCode code)
    {
        var rig = Rig(new KeyLimits { InputTokensPerRequest = 100, OutputTokensPerRequest = 50 });

        var refusal = rig.Refused(r => (r.EstimatedInputTokens, r.MaxOutputTokens) = (input, output));

        refusal.Code.ShouldBe(code);
        refusal.HttpStatus.ShouldBe(400);
        refusal.ResetsAtMs.ShouldBe(0);
    }

    [Fact]
    public void Concurrency_Reached_IsOverloadNotExhaustion()
    {
        var rig = Rig(new KeyLimits { Concurrency = 2 });
        rig.Leased();
        var second = rig.Leased();

        rig.Refused().Code.ShouldBe(RefusalCode.LocalOverload);
        rig.Succeed(second);
        rig.Leased();
    }

    [Fact]
    public void ModelOverride_ReplacesTheDefaultForThatModel()
    {
        var rig = new RouterRig(d => d.Accounts(2).Key(RouterRig.Key, k =>
        {
            k.Policy.Limits = new KeyLimits { RequestsPerMinute = 1 };
            k.ModelLimits["gpt-5-mini"] = new KeyLimits { RequestsPerMinute = 3 };
        }));
        for (var i = 0; i < 3; i++)
            rig.Leased(r => r.Model = "gpt-5-mini");

        rig.Refused(r => r.Model = "gpt-5-mini").Limit.Model.ShouldBe("gpt-5-mini");
        rig.Refused().Limit.Model.ShouldBe("");
    }

    private static RouterRig Rig(KeyLimits limits) => new(d => d.Accounts(3).Limits(limits));

    private static void Settle(RouterRig rig, Lease lease, long tokens) => rig.Core.Close(new CloseRequest
    {
        LeaseId = lease.LeaseId,
        Outcome = TurnOutcome.Succeeded,
        Usage = new TokenUsage { Input = tokens },
    });
}
