using CodexPooler.Accounts.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Accounts.Tests.Audit;

/// <summary>An end remembered elsewhere shows whatever was done to the log up to it, and says exactly what is missing.</summary>
public sealed class AuditScanProperties
{
    private const int Longest = 30;
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260102, 9);

    private static readonly Arbitrary<(int Length, int Anchored, int At)> Cases = (
        from length in Gen.Choose(1, Longest)
        from anchored in Gen.Choose(1, length)
        from at in Gen.Choose(0, length)
        select (length, anchored, at)).ToArbitrary();

    [Fact]
    public void Judge_EndCutOff_NamesWhatIsMissingUpToTheAnchor() => Prop.ForAll(Cases, one =>
    {
        var rows = Build(null, one.Length, "mara");
        var verdict = Judge(rows[..one.At], rows[one.Anchored - 1]);
        return one.At >= one.Anchored
            ? verdict.IsWhole
            : (verdict.BrokenAt, verdict.MissingFrom, verdict.MissingTo) == (0, one.At + 1, one.Anchored);
    }).Check(Many);

    [Fact]
    public void Judge_WrittenAnewFromSomewhere_ShowsWhenTheAnchorIsBeyond() => Prop.ForAll(Cases, one =>
    {
        var rows = Build(null, one.Length, "mara");
        var kept = rows[..one.At];
        AuditRow[] forged = [.. kept, .. Build(kept.LastOrDefault(), Longest, "somebody else")];
        return Judge(forged, rows[one.Anchored - 1]).IsWhole == (one.At >= one.Anchored);
    }).Check(Many);

    [Fact]
    public void Judge_OneCutOut_NamesItWhereverTheAnchorIs() => Prop.ForAll(Cases, one =>
    {
        var rows = Build(null, one.Length + 1, "mara");
        AuditRow[] without = [.. rows[..one.At], .. rows[(one.At + 1)..]];
        var verdict = Judge(without, rows[one.Anchored - 1]);
        var missing = one.At + 1;
        // The last one cut out is the end cut off: no neighbour tells.
        if (one.At == one.Length) return verdict.IsWhole;
        return (verdict.BrokenAt, verdict.MissingFrom, verdict.MissingTo) == (missing + 1, missing, missing);
    }).Check(Many);

    private static AuditVerdict Judge(AuditRow[] rows, AuditRow anchored)
    {
        var scan = new AuditScan(AnchorPoint.Of(0, anchored));
        foreach (var row in rows)
            if (!scan.Take(row)) break;
        return scan.Judge();
    }

    private static AuditRow[] Build(AuditRow? last, int count, string actor)
    {
        var rows = new List<AuditRow>();
        for (var number = 0; number < count; number++)
            rows.Add(AuditChain.Next(
                rows.LastOrDefault() ?? last, DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000 + number),
                actor, "pool.edit", "pool:1", "done", "{}"));
        return [.. rows];
    }
}
