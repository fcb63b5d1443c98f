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
    [InlineData("""{"version":"x","models":{}}""", "no model")]
    [InlineData("""{"version":"x","currency":"EUR","models":{"m":{"source":"s","tiers":{"standard":[]}}}}""", "EUR")]
    [InlineData("""{"version":"x","models":{"m":{"source":"s","tiers":{"standard":[]}}}}""", "m/standard has no rates")]
    [InlineData("""{"version":"x","models":{"m":{"source":"s","tiers":{"standard":[{"short":{"input":-1,"output":1}}]}}}}""", "between 0")]
    [InlineData("""{"version":"x","models":{"m":{"source":"s","aliases":["m"],"tiers":{}}}}""", "'m' twice")]
    [InlineData("""{"version":"x","models":{"m":{"source":"s","tiers":{"standard":[{"short":{"inptu":1,"output":1}}]}}}}""", "inptu")]
    [InlineData("""{"version":"x","models":{"m":{"source":"s","tiers":{"s":[{"short":{"input":1,"output":1}},{"short":{"input":1,"output":1}}]}}}}""", "must rise")]
    [InlineData("""{"version":"x","models":{"m":{"source":"s","tiers":{"s":[{"short":{"input":1,""", "malformed")]
    public void Read_BookContradictsItself_IsRefusedWithThePlace(string json, string place) =>
        Should.Throw<PriceBookFormatException>(() => PriceBookReader.Read(json)).Message.ShouldContain(place);
}
