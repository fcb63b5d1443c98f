using System.Text.Json;
using CodexPooler.Accounts.Catalogue;
using CodexPooler.Accounts.Linking;
using CodexPooler.Accounts.Quota.Polling;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Faults;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Catalogue;

/// <summary>Against the simulated backend, whose entries hold every field that any client version requires.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public async Task Sync_TwoAccounts_UnionTellsWhoOffersWhat()
    {
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one", Models = ["gpt-5.5", "gpt-5.6-sol"] },
            new SimulatedAccount { Id = "two", Models = ["gpt-5.5"] });
        await using var host = await backend.ServeAsync();
        var one = await backend.LinkAsync(host, "one");
        var two = await backend.LinkAsync(host, "two");
        await using var watcher = new WatchedDirectory(host);

        await host.Services.GetRequiredService<CatalogueDriver>().SyncDueAsync(default);

        await watcher.UntilAsync(copy => copy.Models.Count == 2);
        var offer = watcher.Models[one.Id].Models.Single(model => model.Slug == "gpt-5.5");
        offer.Efforts.ShouldContain("medium");
        offer.ContextWindow.ShouldBeGreaterThan(0);
        JsonDocument.Parse(offer.Entry.ToByteArray()).RootElement.GetProperty("slug").GetString().ShouldBe("gpt-5.5");
        var union = (await host.Catalogue.ListAsync(new())).Models;
        union.Single(model => model.Offer.Slug == "gpt-5.5").AccountIds.ShouldBe([one.Id, two.Id], ignoreOrder: true);
        union.Single(model => model.Offer.Slug == "gpt-5.6-sol").AccountIds.ShouldBe([one.Id]);
    }

    [Fact]
    public async Task Sync_NothingNew_IsAskedByEtagAndWritesNothing()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        var first = await host.Catalogue.SyncAsync(new() { AccountId = account.Id });

        var second = await host.Catalogue.SyncAsync(new() { AccountId = account.Id });
        await backend.PostAsync("_control/models/republish", new { });
        var third = await host.Catalogue.SyncAsync(new() { AccountId = account.Id });

        second.ShouldBe(first);
        third.Etag.ShouldNotBe(first.Etag);
        third.Models.ShouldBe(first.Models);
        var store = host.Services.GetRequiredService<DirectoryStore>();
        (await store.FindAsync(DirectoryKind.AccountModels, Guid.Parse(account.Id), default))!.Revision.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"models":[]}""")]
    [InlineData("""{"data":[{"id":"gpt-5.5"}]}""")]
    [InlineData("""{"models":[{"slug":5},"x",{"slug":"a","supported_reasoning_levels":"high"}]}""")]
    [InlineData("""{"models":[{"slug":"\ud800"},{"slug":" "}]}""")]
    [InlineData("<html>Just a moment…</html>")]
    public async Task Sync_NoListOfModels_KeepsTheLastGoodOne(string body)
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        var good = await host.Catalogue.SyncAsync(new() { AccountId = account.Id });
        await backend.PostAsync("_control/models/republish", new { });
        await backend.FaultAsync(new() { Route = "models", Effect = new FaultEffect { Status = 200, BodyText = body } });

        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await host.Catalogue.SyncAsync(new() { AccountId = account.Id }));

        refusal.StatusCode.ShouldBe(StatusCode.Unavailable);
        (await host.Catalogue.ListAsync(new())).Models.Count.ShouldBe(good.Models.Count);
    }

    [Fact]
    public void Read_OneBadEntry_LeavesTheOthers()
    {
        var (offers, bad) = ModelAnswer.Read(
            """{"models":[{"slug":"Good ","use_responses_lite":"true"},{"display_name":"no slug"}]}"""u8.ToArray());

        bad.ShouldBe(1);
        offers.Single().Slug.ShouldBe("good");
        offers.Single().Lite.ShouldBeFalse();
    }

    [Fact]
    public async Task SyncDue_OneAccountKeepsFailing_TheOthersAreSynced()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await backend.ServeAsync();
        var broken = await host.Services.GetRequiredService<DirectoryStore>().ChangeAsync(
            "test",
            change => Editors.Accounts.AddAsync(change, new Account
            {
                Label = "no address at all",
                Status = AccountStatus.Active,
                UpstreamBase = "nowhere",
            }, "broken"),
            default);
        var account = await backend.LinkAsync(host, "one");
        await host.Services.GetRequiredService<CredentialWriter>().ReplaceAsync(
            Guid.Parse(broken.Id), 0, new(new("a"), new("r"), default, DateTimeOffset.UtcNow.AddHours(1)), default);

        await host.Services.GetRequiredService<CatalogueDriver>().SyncDueAsync(default);
        await host.Services.GetRequiredService<UsagePoller>().PollDueAsync(default);

        (await host.Catalogue.ListAsync(new())).Models.ShouldNotBeEmpty();
        (await host.Quota.ListAsync(new())).Accounts.ShouldContain(
            quota => quota.AccountId == account.Id && quota.Windows.Count > 0);
    }

    [Fact]
    public void Next_AModelLeftOut_StaysOnceAndThenGoes()
    {
        ModelOffer[] known = [new() { Slug = "a" }, new() { Slug = "b" }];
        ModelOffer[] told = [new() { Slug = "a" }];

        var (once, missed) = OfferMerge.Next(known, told, new HashSet<string>());
        var (twice, _) = OfferMerge.Next(once, told, missed);

        once.Select(offer => offer.Slug).ShouldBe(["a", "b"]);
        twice.Select(offer => offer.Slug).ShouldBe(["a"]);
    }
}
