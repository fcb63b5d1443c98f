using CodexPooler.Accounts.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Accounts.Tests.Audit;

/// <summary>Whatever was written follows; whatever was done to it afterwards, short of cutting off its end, shows.</summary>
public sealed class AuditChainProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260101, 7);

    // Few letters and short texts, so that neighbours often meet the same bytes.
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements("", "a", "ab", "account:1", "{\"was\":\"ü\"}"),
        Gen.Elements('a', 'b', 'x', ':', 'é').ArrayOf().Select(letters => new string(letters)));

    private static readonly Arbitrary<AuditRow[]> Chain = Text.ArrayOf(5).ArrayOf().Select(Build)
        .Where(chain => chain.Length > 0).ToArbitrary();

    private static readonly Func<AuditRow, AuditRow>[] Changes =
    [
        row => Copy(row, sequence: row.Sequence + 1),
        row => Copy(row, atMs: row.AtMs - 1),
        row => Copy(row, actor: row.Actor + "x"),
        row => Copy(row, action: row.Action + "x"),
        row => Copy(row, target: row.Target + "x"),
        row => Copy(row, outcome: row.Outcome + "x"),
        row => Copy(row, details: row.Details + "x"),
        row => Copy(row, hash: [.. row.Hash[..^1], (byte)(row.Hash[^1] ^ 1)]),
        // The same bytes, cut elsewhere.
        row => row.Action.Length > 0
            ? Copy(row, actor: row.Actor + row.Action[0], action: row.Action[1..])
            : Copy(row, actor: row.Actor + "x"),
    ];

    [Fact]
    public void Verify_AsWritten_Intact() => Prop.ForAll(Chain, chain => BrokenAt(chain) is null).Check(Many);

    [Fact]
    public void Verify_OneEntryChanged_BrokenThereOrRightAfter() =>
        Prop.ForAll(Chain, Places, Gen.Choose(0, Changes.Length - 1).ToArbitrary(), (chain, place, change) =>
        {
            var at = place % chain.Length;
            AuditRow[] forged = [.. chain[..at], Changes[change](chain[at]), .. chain[(at + 1)..]];
            return BrokenAt(forged) == at;
        }).Check(Many);

    [Fact]
    public void Verify_EntryRemovedRepeatedOrSwapped_Broken() =>
        Prop.ForAll(Chain.Filter(chain => chain.Length > 1), Places, (chain, place) =>
        {
            var at = place % (chain.Length - 1);
            AuditRow[] without = [.. chain[..at], .. chain[(at + 1)..]];
            AuditRow[] twice = [.. chain[..(at + 1)], .. chain[at..]];
            AuditRow[] swapped = [.. chain[..at], chain[at + 1], chain[at], .. chain[(at + 2)..]];
            return BrokenAt(without) == at && BrokenAt(twice) == at + 1 && BrokenAt(swapped) == at;
        }).Check(Many);

    [Fact]
    public void Verify_EntryForgedWithAHashOfItsOwn_TheNextOneTells() =>
        Prop.ForAll(Chain.Filter(chain => chain.Length > 1), Places, (chain, place) =>
        {
            var at = place % (chain.Length - 1);
            var forged = AuditChain.Next(
                at == 0 ? null : chain[at - 1], DateTimeOffset.FromUnixTimeMilliseconds(chain[at].AtMs),
                chain[at].Actor + "x", chain[at].Action, chain[at].Target, chain[at].Outcome, chain[at].Details);
            return BrokenAt([.. chain[..at], forged, .. chain[(at + 1)..]]) == at + 1;
        }).Check(Many);

    private static Arbitrary<int> Places => Gen.Choose(0, 1000).ToArbitrary();

    private static AuditRow[] Build(string[][] entries)
    {
        var rows = new List<AuditRow>();
        foreach (var (number, texts) in entries.Index())
            rows.Add(AuditChain.Next(
                rows.LastOrDefault(), DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000 + (number * 7)),
                texts[0], texts[1], texts[2], texts[3], texts[4]));
        return [.. rows];
    }

    private static int? BrokenAt(AuditRow[] rows)
    {
        for (var at = 0; at < rows.Length; at++)
            if (!AuditChain.Follows(at == 0 ? null : rows[at - 1], rows[at]))
                return at;
        return null;
    }

    private static AuditRow Copy(
        AuditRow row, long? sequence = null, long? atMs = null, string? actor = null, string? action = null,
        string? target = null, string? outcome = null, string? details = null, byte[]? hash = null) => new()
        {
            Sequence = sequence ?? row.Sequence,
            AtMs = atMs ?? row.AtMs,
            Actor = actor ?? row.Actor,
            Action = action ?? row.Action,
            Target = target ?? row.Target,
            Outcome = outcome ?? row.Outcome,
            Details = details ?? row.Details,
            Hash = hash ?? row.Hash,
        };
}
