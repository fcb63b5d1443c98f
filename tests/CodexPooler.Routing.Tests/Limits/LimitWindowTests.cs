using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Limits;

/// <summary>
/// Every limit over time: full after its last unit, told with its own metric and reset, free again at that moment.
/// </summary>
public sealed class LimitWindowTests
{
    private const int Limit = 3;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<LimitMetric, string, int> Windows => new()
    {
        { LimitMetric.RequestsPerMinute, "requests_per_minute", 60 },
        { LimitMetric.RequestsPerDay, "requests_per_day", 86_400 },
        { LimitMetric.RequestsPerWeek, "requests_per_week", 7 * 86_400 },
        { LimitMetric.TokensPerMinute, "tokens_per_minute", 60 },
        { LimitMetric.TokensPerDay, "tokens_per_day", 86_400 },
        { LimitMetric.TokensPerWeek, "tokens_per_week", 7 * 86_400 },
        { LimitMetric.CostPerDay, "micro_dollars_per_day", 86_400 },
        { LimitMetric.CostPerWeek, "micro_dollars_per_week", 7 * 86_400 },
        { LimitMetric.CostPerMonth, "micro_dollars_per_month", 31 * 86_400 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Limit_UsedUp_RefusesUntilItsWindowEnds(LimitMetric metric, string field, int seconds)
    {
        var rig = Rig(field, model: false);
        for (var i = 0; i < Limit; i++)
            Use(rig);

        var refusal = rig.Refused(r => r.EstimatedInputTokens = 1);

        refusal.Code.ShouldBe(RefusalCode.KeyLimitExceeded);
        refusal.HttpStatus.ShouldBe(429);
        refusal.Limit.Metric.ShouldBe(metric);
        (refusal.Limit.Maximum, refusal.Limit.Used).ShouldBe((Limit, Limit));
        refusal.ResetsAtMs.ShouldBe(Start.AddSeconds(seconds).ToUnixTimeMilliseconds());
        rig.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        rig.Refused(r => r.EstimatedInputTokens = 1);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Leased(r => r.EstimatedInputTokens = 1);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Limit_OfOneModel_LeavesOtherModelsAlone(LimitMetric metric, string field, int seconds)
    {
        var rig = Rig(field, model: true);
        for (var i = 0; i < Limit; i++)
            Use(rig);

        var refusal = rig.Refused(r => r.EstimatedInputTokens = 1);

        (refusal.Limit.Metric, refusal.Limit.Model).ShouldBe((metric, RouterRig.Model));
        refusal.ResetsAtMs.ShouldBe(Start.AddSeconds(seconds).ToUnixTimeMilliseconds());
        rig.Leased(r => (r.EstimatedInputTokens, r.Model) = (1, "another-model"));
    }

    // One request of one token and one micro-dollar.
    private static void Use(RouterRig rig) => rig.Core.Close(new CloseRequest
    {
        LeaseId = rig.Leased(r => r.EstimatedInputTokens = 1).LeaseId,
        Outcome = TurnOutcome.Succeeded,
        Usage = new Contracts.Routing.V1.TokenUsage { Input = 1 },
        CostMicros = 1,
    });

    private static RouterRig Rig(string field, bool model)
    {
        var limits = new KeyLimits();
        KeyLimits.Descriptor.FindFieldByName(field).Accessor.SetValue(limits, (long)Limit);
        return new RouterRig(d => d.Accounts(3).Key(RouterRig.Key, k =>
        {
            if (model)
                k.ModelLimits[RouterRig.Model] = limits;
            else
                k.Policy.Limits = limits;
        }));
    }
}
