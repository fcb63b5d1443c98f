using CodexPooler.Accounting.Pricing;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Pricing;

public sealed class PriceBookReaderTests
{
    [Fact]
    public void Read_BuiltInBook_NamesASourceForEveryModel()
    {
        var book = PriceBookReader.Read(BuiltInPriceBook.Json);

        book.Models.Count.ShouldBeGreaterThan(20);
        book.Models.Values.ShouldAllBe(model => model.Source.StartsWith("https://"));
    }

    [Theory]
    [InlineData("", "no model")]
    [InlineData(""" "m":{"source":"s","tiers":{"standard":[]}} """, "m/standard has no rates")]
    [InlineData(""" "m":{"source":"s","tiers":{"s":[{"short":{"input":-1,"output":1}}]}} """, "between 0")]
    [InlineData(""" "m":{"source":"s","aliases":["m"],"tiers":{}} """, "'m' twice")]
    [InlineData(""" "m":{"source":"s","tiers":{"s":[{"short":{"inptu":1,"output":1}}]}} """, "inptu")]
    [InlineData(
        """ "m":{"source":"s","tiers":{"s":[{"short":{"input":1,"output":1}},{"short":{"input":1,"output":1}}]}} """,
        "must rise")]
    [InlineData(""" "m":{"source":"s","tiers":{"s":[{"short":{"input":1, """, "malformed")]
    public void Read_BookContradictsItself_IsRefusedWithThePlace(string models, string place) =>
        Should.Throw<PriceBookFormatException>(() => PriceBookReader.Read("{\"version\":\"x\",\"models\":{" + models + "}}"))
            .Message.ShouldContain(place);

    [Fact]
    public void Read_OtherCurrency_IsRefused() =>
        Should.Throw<PriceBookFormatException>(() => PriceBookReader.Read("""{"version":"x","currency":"EUR","models":{}}"""))
            .Message.ShouldContain("EUR");
}
