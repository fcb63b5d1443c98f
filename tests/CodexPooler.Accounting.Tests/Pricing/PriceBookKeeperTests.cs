using CodexPooler.Accounting.Pricing;
using CodexPooler.Accounting.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Pricing;

public sealed class PriceBookKeeperTests
{
    [Fact]
    public async Task Keeper_FileChanges_TheNewBookPricesFromTheNextRefreshOn()
    {
        using var folder = new TempFolder();
        var file = folder.Write("prices.json", Book("a", "1"));
        await using var scene = await KeeperScene.StartAsync(new() { File = file, Refresh = TimeSpan.FromMinutes(1) });

        scene.Version.ShouldBe("a");
        folder.Write("prices.json", Book("b", "2"));
        await scene.PassAsync(TimeSpan.FromSeconds(30));
        scene.Version.ShouldBe("a");
        await scene.PassAsync(TimeSpan.FromSeconds(30), () => scene.Version == "b");
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(200, "<html>not found</html>")]
    [InlineData(200, """{"gpt-5":{"standard":{"default":{"input":1}}}}""")]
    [InlineData(
        200,
        """{"version":"a","models":{"gpt-5-codex":{"source":"t","tiers":{"standard":[{"short":{"input":7,"output":7}}]}}}}""")]
    public async Task Keeper_AddressAnswersBadly_KeepsThePricesItHas(int status, string answer)
    {
        await using var server = await PriceServer.StartAsync();
        server.Book = Book("a", "1");
        await using var scene = await KeeperScene.StartAsync(new() { Url = server.Address, Refresh = TimeSpan.FromSeconds(1) });
        scene.Version.ShouldBe("a");

        (server.Status, server.Book) = (status, answer);
        await scene.PassAsync(TimeSpan.FromSeconds(30), () => server.Requests == 2);
        // The keeper asks again only after it is done with the answer before.
        await scene.PassAsync(TimeSpan.FromSeconds(30), () => server.Requests == 3);
        scene.Version.ShouldBe("a");
        (server.Status, server.Book) = (200, Book("b", "2"));
        await scene.PassAsync(TimeSpan.FromSeconds(30), () => scene.Version == "b");
    }

    [Fact]
    public async Task Keeper_NothingThereAtStart_StartsWithTheBuiltInBook()
    {
        await using var scene = await KeeperScene.StartAsync(new() { Url = new("http://127.0.0.1:9/prices.json") });

        scene.Version.ShouldBe(PriceBookReader.Read(BuiltInPriceBook.Json).Version);
    }

    [Fact]
    public async Task Import_RatesWithDates_PriceEachTurnByTheDayItSettled()
    {
        await using var server = await PriceServer.StartAsync();
        server.Book = """
            {"version":"dated","models":{"gpt-5-codex":{"source":"t","tiers":{"standard":[
                {"short":{"input":1,"cached_input":1,"output":0}},
                {"from":"2026-03-31","short":{"input":3,"cached_input":3,"output":0}}]}}}}
            """;
        await using var scene = await KeeperScene.StartAsync(new() { Url = server.Address });

        await scene.Rig.WriteAsync(Facts.Turn(23.9, new(1000, 0, 0, 0, 0)), Facts.Turn(24, new(1000, 0, 0, 0, 0)));

        (await scene.Rig.ScalarAsync("SELECT MIN(cost_micros) FROM entries")).ShouldBe(1000);
        (await scene.Rig.ScalarAsync("SELECT MAX(cost_micros) FROM entries")).ShouldBe(3000);
    }

    private static string Book(string version, string input) =>
        "{\"version\":\"" + version + "\",\"models\":{\"gpt-5-codex\":{\"source\":\"t\",\"tiers\":{\"standard\":"
        + "[{\"short\":{\"input\":" + input + ",\"output\":9}}]}}}}";
}
