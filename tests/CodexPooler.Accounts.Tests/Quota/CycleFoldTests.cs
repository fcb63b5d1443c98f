using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Tests.Quota;

/// <summary>Each case is a behaviour that was seen of the real usage surfaces.</summary>
public sealed class CycleFoldTests
{
    private const int Week = 10_080;

    [Fact]
    public void Drift_WithinACycle_KeepsTheFirstResetAndTheHighestUse() =>
        Fold(At(0, 40, resets: 300), At(1, 35, resets: 303), At(2, 41, resets: 298)).ShouldBe((41, 300, 2));

    [Fact]
    public void NaturalReset_ZeroAfterwards_IsTaken() =>
        Fold(At(0, 100, resets: 10), At(11, 0, resets: 311)).ShouldBe((0, 311, 11));

    [Fact]
    public void Zeros_ThreeMinutesApartWithSlidingReset_ConfirmEachOther() =>
        Fold(At(0, 100, resets: 200), At(1, 0, resets: 301), At(5, 0, resets: 305)).ShouldBe((0, 305, 5));

    [Fact]
    public void Zeros_AtTheOldReset_NeverUnlock() =>
        Fold(At(0, 100, resets: 200), At(1, 0, resets: 200), At(9, 0, resets: 200)).ShouldBe((100, 200, 9));

    [Fact]
    public void ServedTurn_InANewCycle_UnlocksAtOnce() =>
        Fold(At(0, 100, resets: 200), At(1, 2, resets: 301, QuotaSource.StreamEvent)).ShouldBe((2, 301, 1));

    [Fact]
    public void RedeemedReset_ThenZero_UnlocksAtOnce()
    {
        var readings = new[] { At(0, 100, resets: 200), At(2, 0, resets: 302) };

        CycleFold.Fold(readings, ReadingGen.Start + 60_000)!.UsedPercent.ShouldBe(0);
        CycleFold.Fold(readings, ReadingGen.Start - 60_000)!.UsedPercent.ShouldBe(100);
    }

    [Fact]
    public void CachedUsageAnswer_OfTheCycleBefore_DoesNotOutrankTheStream() =>
        Fold(At(0, 3, resets: 301, QuotaSource.StreamEvent), At(1, 100, resets: 20)).ShouldBe((3, 301, 1));

    [Fact]
    public void ResetMovedLater_WhileExhausted_IsFollowed() =>
        Fold(At(0, 100, resets: 200), At(1, 100, resets: 260, QuotaSource.ErrorBody)).ShouldBe((100, 260, 1));

    [Fact]
    public void AnswerWhoseResetHadPassed_IsIgnored() =>
        Fold(At(20, 7, resets: 300), At(21, 99, resets: 10)).ShouldBe((7, 300, 20));

    [Fact]
    public void FrozenFiveHourWindow_WhileTheWeekGoesOn_StopsBlocking()
    {
        var evidence = AccountEvidence.None.Add([At(0, 100, resets: 300), At(0, 10, resets: 900) with { Minutes = Week }]);
        evidence.Current().Count.ShouldBe(2);

        var later = evidence.Add([At(16, 11, resets: 900) with { Minutes = Week }]);

        later.Current().Single().Minutes.ShouldBe(Week);
    }

    [Theory]
    [InlineData("gpt-5.3-codex-spark", "codex_bengalfox")]
    [InlineData("GPT-5.3-Codex-Spark", "codex_bengalfox")]
    [InlineData("codex-other", "codex_bengalfox")]
    [InlineData("premium", "account")]
    [InlineData("", "account")]
    [InlineData("codex_review", "codex_review")]
    public void LimitName_Aliases_AreOneLimit(string reported, string expected) => LimitName.Fold(reported).ShouldBe(expected);

    [Fact]
    public void Forecast_SteadyBurn_TellsWhenItEnds()
    {
        var log = new[] { At(0, 10, resets: 300), At(30, 40, resets: 300) };
        var now = DateTimeOffset.FromUnixTimeMilliseconds(ReadingGen.Start).AddMinutes(31);

        var forecast = Forecast.Of(log[1], log, now)!;

        forecast.PercentPerHour.ShouldBe(60);
        forecast.LastsUntilReset.ShouldBeFalse();
        forecast.ExhaustedAt.ToDateTimeOffset().ShouldBe(
            DateTimeOffset.FromUnixTimeMilliseconds(ReadingGen.Start).AddMinutes(90));
        Forecast.Of(log[1], log, now.AddDays(1)).ShouldBeNull();
    }

    private static (double Used, long Resets, long Observed) Fold(params QuotaReading[] readings)
    {
        var view = CycleFold.Fold(readings.Order(), redeemedAtMs: 0)!;
        return (view.UsedPercent, (view.ResetsAtMs - ReadingGen.Start) / 60_000, (view.ObservedAtMs - ReadingGen.Start) / 60_000);
    }

    private static QuotaReading At(int minute, double used, int resets, QuotaSource source = QuotaSource.UsageApi) => new(
        "account", 300, used, ReadingGen.Start + (resets * 60_000L), ReadingGen.Start + (minute * 60_000L), source, 1, "");
}
