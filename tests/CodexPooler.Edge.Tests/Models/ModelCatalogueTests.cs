using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Models;
using CodexPooler.Edge.Tests.TestData;

namespace CodexPooler.Edge.Tests.Models;

public sealed class ModelCatalogueTests
{
    [Fact]
    public void Of_AccountsOfThePool_GivesTheirEntriesUnchangedBySlug()
    {
        var directory = TestDirectory.WithKey()
            .AddAccount("a", models: [Offers.Model("gpt-b"), Offers.Model("gpt-a")])
            .AddAccount("b", models: [Offers.Model("gpt-c")]);

        var document = Catalogue(directory);

        Encoding.UTF8.GetString(document.Json).ShouldBe(
            $$"""{"models":[{{Entry("gpt-a")}},{{Entry("gpt-b")}},{{Entry("gpt-c")}}]}""");
        document.ETag.ShouldBe($"W/\"cp-models-v1-{Convert.ToHexStringLower(SHA256.HashData(document.Json))}\"");
    }

    [Fact]
    public void Of_AccountsThatDiffer_TakesWhatMostSay()
    {
        var directory = TestDirectory.WithKey()
            .AddAccount("a", models: [Offers.Model("gpt-a", ",\"rollout\":1")])
            .AddAccount("b", models: [Offers.Model("gpt-a")])
            .AddAccount("c", models: [Offers.Model("gpt-a")]);

        Encoding.UTF8.GetString(Catalogue(directory).Json).ShouldNotContain("rollout");
    }

    [Theory]
    [InlineData(AccountStatus.Paused, true)]
    [InlineData(AccountStatus.ReauthRequired, true)]
    [InlineData(AccountStatus.Disabled, false)]
    public void Of_AnAccountThatCannotServeNow_StaysUnlessDisabled(AccountStatus status, bool listed) =>
        Slugs(Catalogue(TestDirectory.WithKey().AddAccount("a", status, Offers.Model("gpt-a")))).Any().ShouldBe(listed);

    [Fact]
    public void Of_ARestrictedKey_SeesWhatItMayUse()
    {
        var key = TestDirectory.TeamKey;
        key.Policy = new KeyPolicy { ModelsRestricted = true, AllowedModels = { " GPT-A " } };

        Slugs(Catalogue(Two(key))).ShouldBe(["gpt-a"]);
    }

    [Fact]
    public void Of_AnEmptyRestriction_AllowsNothing()
    {
        var key = TestDirectory.TeamKey;
        key.Policy = new KeyPolicy { ModelsRestricted = true };

        Encoding.UTF8.GetString(Catalogue(Two(key)).Json).ShouldBe("{\"models\":[]}");
    }

    [Fact]
    public void Of_AnEnforcedModel_ShowsIt()
    {
        var key = TestDirectory.TeamKey;
        key.Policy = new KeyPolicy { EnforcedModel = "gpt-b" };

        Slugs(Catalogue(Two(key))).ShouldBe(["gpt-b"]);
    }

    [Fact]
    public void Of_AnEffortCeiling_HidesWhatIsAbove()
    {
        var key = TestDirectory.TeamKey;
        key.Policy = new KeyPolicy { EffortCeiling = "medium" };

        var model = Models(Catalogue(Two(key)))[0]!;

        model["supported_reasoning_levels"]!.AsArray().Select(level => level!["effort"]!.GetValue<string>())
            .ShouldBe(["low", "medium"]);
        model["default_reasoning_level"]!.GetValue<string>().ShouldBe("medium");
    }

    [Fact]
    public void Of_APoolThatServesLite_SaysSo()
    {
        var directory = Two(TestDirectory.TeamKey).Add(new Change
        {
            Pool = new() { Id = "pool-1", Status = PoolStatus.Active, Dialects = { ["gpt-a"] = ServingDialect.Lite } },
        });

        Models(Catalogue(directory))[0]!["use_responses_lite"]!.GetValue<bool>().ShouldBeTrue();
        Models(Catalogue(directory))[1]!["use_responses_lite"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void Of_TheSameSnapshot_IsMadeOnce()
    {
        var directory = Two(TestDirectory.TeamKey);
        var catalogue = new ModelCatalogue(directory.Holder);
        var first = catalogue.Of(directory.Caller);

        catalogue.Of(directory.Caller).ShouldBeSameAs(first);
        directory.AddAccount("c", models: [Offers.Model("gpt-c")]);
        catalogue.Of(directory.Caller).ETag.ShouldNotBe(first.ETag);
        new ModelsEtag(catalogue).For(directory.Caller).ShouldBe(catalogue.Of(directory.Caller).ETag);
    }

    private static TestDirectory Two(ApiKey key) =>
        TestDirectory.WithKey(key).AddAccount("a", models: [Offers.Model("gpt-a"), Offers.Model("gpt-b")]);

    private static CatalogueDocument Catalogue(TestDirectory directory) =>
        new ModelCatalogue(directory.Holder).Of(directory.Caller);

    private static JsonArray Models(CatalogueDocument document) => JsonNode.Parse(document.Json)!["models"]!.AsArray();

    private static IEnumerable<string> Slugs(CatalogueDocument document) =>
        Models(document).Select(model => model!["slug"]!.GetValue<string>());

    private static string Entry(string slug) => Offers.Model(slug).Entry.ToStringUtf8();
}
