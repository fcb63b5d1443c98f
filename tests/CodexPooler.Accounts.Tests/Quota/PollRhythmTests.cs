using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Quota.Polling;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Tests.Quota;

public sealed class PollRhythmTests
{
    private static readonly DateTimeOffset Asked = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly InstanceValues Values = InstanceValues.Of(new());

    [Theory]
    [InlineData(10, QuotaSource.UsageApi, 300)]
    [InlineData(10, QuotaSource.StreamEvent, 180)]
    [InlineData(90, QuotaSource.UsageApi, 60)]
    [InlineData(100, QuotaSource.UsageApi, 300)]
    public void Next_DependsOnUseAndTraffic(double used, QuotaSource source, int seconds) =>
        PollRhythm.Next(Evidence(used, source, resetsIn: 3600), Asked, Values, unit: 0.5).ShouldBe(Asked.AddSeconds(seconds));

    [Fact]
    public void Next_AResetBeforeTheTurn_IsAskedRightAfterIt() =>
        PollRhythm.Next(Evidence(100, QuotaSource.UsageApi, resetsIn: 20), Asked, Values, unit: 0).ShouldBe(Asked.AddSeconds(25));

    [Fact]
    public void Next_Units_SpreadAccountsOverAFifthOfTheInterval()
    {
        var evidence = Evidence(10, QuotaSource.UsageApi, resetsIn: 3600);

        PollRhythm.Next(evidence, Asked, Values, unit: 0).ShouldBe(Asked.AddSeconds(270));
        PollRhythm.Next(evidence, Asked, Values, unit: 1).ShouldBe(Asked.AddSeconds(330));
    }

    private static AccountEvidence Evidence(double used, QuotaSource source, int resetsIn) => AccountEvidence.None.Add(
    [
        new("account", 300, used, Asked.AddSeconds(resetsIn).ToUnixTimeMilliseconds(), Asked.ToUnixTimeMilliseconds(),
            source, 1, ""),
    ]);
}
