using CodexPooler.Routing.Tests.TestData;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Routing.Tests.Leases;

public sealed class LeaseTableProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure
        .WithMaxTest(Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1" ? 5000 : 150)
        .WithReplay(20261121, 7);

    [Fact]
    public void Table_ToldAnyStory_SaysWhatTheNaiveOneSays() => Check.One(
        Many,
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ArrayOf(300).ToArbitrary(),
            events => new LeaseStory().Tell(events)));
}
