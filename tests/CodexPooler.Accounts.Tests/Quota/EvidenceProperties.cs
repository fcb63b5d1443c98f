using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Accounts.Tests.Quota;

public sealed class EvidenceProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20260101, 7);

    [Fact]
    public void Merge_AnyOrderAndDuplicates_SameView() =>
        Prop.ForAll(ReadingGen.Many, Gen.Choose(0, int.MaxValue).ToArbitrary(), (readings, seed) =>
    {
        var shuffled = readings.Concat(readings).ToArray();
        new Random(seed).Shuffle(shuffled);
        return View(readings).SequenceEqual(View(shuffled));
    }).Check(Many);

    [Fact]
    public void Merge_OfHalves_EqualsTheWhole() => Prop.ForAll(ReadingGen.Many, ReadingGen.Many, ReadingGen.Many, (a, b, c) =>
    {
        var left = Of(a).Merge(Of(b)).Merge(Of(c));
        var right = Of(c).Merge(Of(b).Merge(Of(a)));
        return left.Readings.SequenceEqual(right.Readings);
    }).Check(Many);

    [Fact]
    public void Add_BeyondWhatIsKept_StillOrderFree()
    {
        var readings = Enumerable.Range(0, 3 * WindowLog.Kept)
            .Select(i => Reading(i % 100, at: i, resets: 300)).ToArray();
        var backwards = readings.Reverse().ToArray();

        Of(readings).Readings.ShouldBe(Of(backwards).Readings);
        Of(readings).Readings.Count().ShouldBe(WindowLog.Kept);
    }

    [Fact]
    public void OneZero_OverAnExhaustedWindow_NeverUnlocks() =>
        Prop.ForAll(ReadingGen.Many, Gen.Choose(1, 290).ToArbitrary(), (readings, at) =>
    {
        // Everything known is of one window and above zero; then it is exhausted; then one zero arrives, before the reset.
        var earlier = readings
            .Where(r => r.Minutes == 300 && r.UsedPercent > 0 && r.ResetsAtMs <= ReadingGen.Start + (305 * 60_000L))
            .Select(r => r with { ObservedAtMs = ReadingGen.Start - 1, Generation = 1 });
        var exhausted = Reading(100, at, resets: 300, QuotaSource.ErrorBody);
        var zero = Reading(0, at + 5, resets: at + 305);
        return View([.. earlier, exhausted, zero]).Single().Exhausted || at + 5 >= 298;
    }).Check(Many);

    [Fact]
    public void LateEvidence_OfAnOlderCredential_ChangesNothing() =>
        Prop.ForAll(ReadingGen.Many, ReadingGen.One.ToArbitrary(), (readings, late) =>
    {
        var present = readings
            .Where(r => r.Minutes == late.Minutes && r.ResetsAtMs != 0).Select(r => r with { Generation = 5 }).Append(
            Reading(40, 400, resets: 100_000) with { Minutes = late.Minutes, Generation = 5 }).ToArray();
        var before = View(present).Single(r => r.Minutes == late.Minutes);
        var told = late with { Generation = 4, ResetsAtMs = ReadingGen.Start + 60_000 };
        var after = View([.. present, told]).Single(r => r.Minutes == late.Minutes);
        return after == before;
    }).Check(Many);

    [Fact]
    public void View_AnyEvidence_StaysWithinBounds() => Prop.ForAll(ReadingGen.Many, readings =>
        View(readings).All(view => view.UsedPercent is >= 0 and <= 100 && readings.Any(r => r.ObservedAtMs == view.ObservedAtMs)))
        .Check(Many);

    [Fact]
    public void Admission_AClockAhead_IsRefusedAndDoesNotOutrankHonestReadings() =>
        Prop.ForAll(ReadingGen.One.ToArbitrary(), reading =>
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(reading.ObservedAtMs);
        return Admission.Takes(reading, now)
            && Admission.Takes(reading, now.AddMinutes(-4))
            && !Admission.Takes(reading, now.AddMinutes(-6))
            && !Admission.Takes(reading with { UsedPercent = double.NaN }, now)
            && !Admission.Takes(reading with { UsedPercent = 100.5 }, now);
    }).Check(Many);

    private static AccountEvidence Of(IEnumerable<QuotaReading> readings) => AccountEvidence.None.Add(readings);

    private static IReadOnlyList<QuotaReading> View(IEnumerable<QuotaReading> readings) => Of(readings).Current();

    private static QuotaReading Reading(double used, int at, int resets, QuotaSource source = QuotaSource.UsageApi) => new(
        "account", 300, used, ReadingGen.Start + (resets * 60_000L), ReadingGen.Start + (at * 60_000L), source, 1, "");
}
