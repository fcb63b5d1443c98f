using CodexPooler.Accounting.Pricing;
using CodexPooler.Contracts.Events;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Pricing;

public sealed class TurnPricerTests
{
    private static readonly TurnPricer BuiltIn = new(PriceBookReader.Read(BuiltInPriceBook.Json));
    private static readonly DateTimeOffset Settled = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    // Worked examples that published price explanations give for these models (dollars per million tokens x tokens).
    [Theory]
    [InlineData("gpt-5.2", "standard", 100_000, 0, 25_000, 525_000)] // 100 M in + 25 M out = 525 dollars, scaled by 1000
    [InlineData("gpt-5-codex", "standard", 1_000_000, 0, 0, 1_250_000)]
    [InlineData("gpt-5-codex", "standard", 1_000_000, 1_000_000, 0, 125_000)]
    [InlineData("gpt-5-codex", "standard", 0, 0, 1_000_000, 10_000_000)]
    [InlineData("gpt-5-codex", "priority", 200_000, 100_000, 1_000, 295_000)]
    [InlineData("gpt-5.3-codex", "priority", 100_000, 0, 1_000, 378_000)]
    [InlineData("gpt-5", "flex", 100_000, 0, 1_000, 67_500)]
    [InlineData("gpt-4.1", "batch", 100_000, 0, 1_000, 104_000)]
    [InlineData("gpt-5-nano", "standard", 1, 0, 0, 0)] // 0.05 micro-dollars round to 0: priced, not unpriced
    public void Price_PublishedExample_IsThatManyMicroDollars(
        string model, string tier, long input, long cached, long output, long micros)
    {
        var price = BuiltIn.Price(model, tier, Settled, true, new TokenUsage(input, cached, 0, output, 0), false);

        price.Status.ShouldBe(PricingStatus.Priced);
        price.Micros.ShouldBe(micros);
    }

    [Theory]
    [InlineData(272_000, 680_000, "gpt-5.4/standard/short")]
    [InlineData(272_001, 1_360_005, "gpt-5.4/standard/long")]
    public void Price_InputPassesTheLongContextLimit_TakesTheLongRatesForAllTokens(long input, long micros, string line)
    {
        var price = BuiltIn.Price("gpt-5.4", "standard", Settled, true, new TokenUsage(input, 0, 0, 0, 0), false);

        (price.Micros, price.Line).ShouldBe((micros, line));
    }

    [Theory]
    [InlineData("gpt-5-codex-2025-09-15", "gpt-5-codex/standard/short (inferred)")]
    [InlineData("gpt-5-mini-20250807", "gpt-5-mini/standard/short (inferred)")]
    [InlineData("gpt-5.1-codex-preview-2026-01-01", "gpt-5.1-codex/standard/short (inferred)")]
    [InlineData("codex-mini-latest", "codex-mini/standard/short")]
    [InlineData("GPT-5-Codex", "gpt-5-codex/standard/short")]
    public void Price_NameWithSuffixOrAlias_FindsTheModelAndSaysHow(string model, string line) =>
        BuiltIn.Price(model, "standard", Settled, true, new TokenUsage(1, 0, 0, 1, 0), false).Line.ShouldBe(line);

    [Theory]
    [InlineData("gpt-9-codex", "standard", 0, nameof(PricingStatus.UnpricedModel))]
    [InlineData("gpt-5-codex-turbo", "standard", 0, nameof(PricingStatus.UnpricedModel))]
    [InlineData("gpt-5-codex", "ultrafast", 0, nameof(PricingStatus.UnpricedTier))]
    [InlineData("gpt-5-codex", "flex", 0, nameof(PricingStatus.UnpricedTier))]
    [InlineData("gpt-5-codex", "standard", 5, nameof(PricingStatus.UnpricedRate))]
    public void Price_NothingPublished_IsUnpricedAndSaysWhy(string model, string tier, long cacheWrite, string status)
    {
        var price = BuiltIn.Price(model, tier, Settled, true, new TokenUsage(10, 0, cacheWrite, 10, 0), false);

        price.ShouldBe(new Price(Enum.Parse<PricingStatus>(status), 0, null));
        price.Status.HasCost().ShouldBeFalse();
        price.Status.LeavesOut().ShouldBeTrue();
    }

    [Fact]
    public void Price_UsageUnknown_IsNotZeroButUnknown() =>
        BuiltIn.Price("gpt-5-codex", "standard", Settled, true, null, false).Status.ShouldBe(PricingStatus.UsageUnknown);

    [Fact]
    public void Price_TurnReachedNoAccount_UsedNothing() =>
        BuiltIn.Price("gpt-5-codex", "standard", Settled, false, null, false).Status.ShouldBe(PricingStatus.NothingUsed);

    [Fact]
    public void Price_SomethingElseWasUsed_PricesTheTokensAndSaysItIsNotAll()
    {
        var price = BuiltIn.Price("gpt-5-codex", "standard", Settled, true, new TokenUsage(1_000_000, 0, 0, 0, 0), true);

        price.ShouldBe(new Price(PricingStatus.UnpricedQuantity, 1_250_000, "gpt-5-codex/standard/short"));
    }

    [Theory]
    [InlineData("2026-01-31", 2_000_000)]
    [InlineData("2026-02-01", 3_000_000)]
    [InlineData("2025-12-31", null)]
    public void Price_RatesChangedOnADay_TakesTheRatesOfTheSettlementDay(string day, int? micros)
    {
        const string Book = """
            {"version":"t","models":{"m":{"source":"test","tiers":{"standard":[
                {"from":"2026-01-01","short":{"input":2,"output":1}},{"from":"2026-02-01","short":{"input":3,"output":1}}]}}}}
            """;
        var settled = new DateTimeOffset(DateOnly.Parse(day, null), new TimeOnly(23, 59), TimeSpan.Zero);

        var price = new TurnPricer(PriceBookReader.Read(Book)).Price(
            "m", "standard", settled, true, new(1_000_000, 0, 0, 0, 0), false);

        (price.Status.HasCost() ? price.Micros : (long?)null).ShouldBe(micros);
    }

    [Theory]
    [InlineData("fast", null, "priority")]
    [InlineData("default", "priority", "standard")]
    [InlineData(null, "fast", "priority")]
    [InlineData(null, null, "standard")]
    [InlineData(null, "auto", "standard")]
    [InlineData("ultrafast", "auto", "ultrafast")]
    public void Of_ServedAndRequestedTier_TheResponseWins(string? served, string? requested, string tier) =>
        ServiceTiers.Of(served, requested).ShouldBe(tier);

    [Fact]
    public void Price_AnyUsage_EqualsTheSumOfItsPartsWithinRounding() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt, PositiveInt, PositiveInt, PositiveInt)>(),
            parts =>
            {
                var (fresh, cached, written, thought) = (parts.Item1.Get, parts.Item2.Get, parts.Item3.Get, parts.Item4.Get);
                var whole = Micros(new TokenUsage(fresh + cached, cached, 0, written + thought, thought));
                var sum = Micros(new(fresh, 0, 0, 0, 0)) + Micros(new(cached, cached, 0, 0, 0)) + Micros(new(0, 0, 0, written, 0))
                    + Micros(new(0, 0, 0, thought, thought));
                return Math.Abs(whole - sum) <= 2 && whole >= 0;
            }).QuickCheckThrowOnFailure();

    private static long Micros(TokenUsage usage) => BuiltIn.Price("gpt-5-codex", "standard", Settled, true, usage, false).Micros;
}
