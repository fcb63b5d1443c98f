using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Accounts.Tests.Registry;

/// <summary>Edits that name their fields, over the wire: what is named is taken over whole, what is not stays.</summary>
public sealed class MaskedEditTests
{
    [Fact]
    public async Task SaveKey_MapNamedInTheMask_ReplacedAndAnEmptyOneClears()
    {
        await using var host = await AccountsHost.StartAsync();
        var key = (await host.CreateKeyAsync((await host.CreatePoolAsync("team")).Id)).Key;
        var wish = new ApiKey { Id = key.Id, Name = "not named, so not taken" };
        wish.ModelLimits["gpt-5.5"] = new() { TokensPerDay = 1000 };
        wish.ModelLimits["gpt-5.4"] = new() { RequestsPerDay = 7 };

        var first = await SaveAsync(host, wish, "model_limits");
        wish.ModelLimits.Remove("gpt-5.4");
        var second = await SaveAsync(host, wish, "model_limits");
        var third = await SaveAsync(host, new() { Id = key.Id }, "model_limits");

        (first.ModelLimits["gpt-5.5"].TokensPerDay, first.ModelLimits["gpt-5.4"].RequestsPerDay, first.Name)
            .ShouldBe((1000, 7, "laptop"));
        second.ModelLimits.Keys.ShouldBe(["gpt-5.5"]);
        third.ModelLimits.ShouldBeEmpty();
        (await host.Admin.ListKeysAsync(new())).Keys.Single().ShouldBe(third);
    }

    [Fact]
    public async Task SavePool_MapBesideOtherFields_BothTakenAndTheOtherMapEntriesGone()
    {
        await using var host = await AccountsHost.StartAsync();
        var pool = await host.CreatePoolAsync("team");
        var wish = new Pool { Id = pool.Id, Name = "The team", RingSize = 9 };
        wish.Dialects["gpt-5.5"] = ServingDialect.Lite;

        var saved = await host.Admin.SavePoolAsync(new() { Pool = wish, Fields = FieldMask.FromString("name,dialects") });

        (saved.Name, saved.RingSize, saved.Dialects["gpt-5.5"]).ShouldBe(("The team", pool.RingSize, ServingDialect.Lite));
        var cleared = await host.Admin.SavePoolAsync(
            new() { Pool = new() { Id = pool.Id }, Fields = FieldMask.FromString("dialects") });
        (cleared.Dialects.Count, cleared.Name).ShouldBe((0, "The team"));
    }

    [Fact]
    public async Task SaveKey_OneFieldOfThePolicy_TheOthersStay()
    {
        await using var host = await AccountsHost.StartAsync();
        var pool = await host.CreatePoolAsync("team");
        var policy = new KeyPolicy { EnforcedTier = "flex", Limits = new() { Concurrency = 3 } };
        var born = new ApiKey { PoolId = pool.Id, Name = "ci", Policy = policy };
        var key = (await host.Admin.CreateKeyAsync(new() { Key = born })).Key;
        var wish = new ApiKey { Id = key.Id, Policy = new() { EnforcedModel = "gpt-5.5" } };

        var saved = await SaveAsync(host, wish, "policy.enforced_model");

        (saved.Policy.EnforcedModel, saved.Policy.EnforcedTier, saved.Policy.Limits.Concurrency).ShouldBe(("gpt-5.5", "flex", 3));
    }

    [Fact]
    public async Task SaveKey_PartOfAMap_IsNoField()
    {
        await using var host = await AccountsHost.StartAsync();
        var key = (await host.CreateKeyAsync((await host.CreatePoolAsync("team")).Id)).Key;

        var refusal = await Should.ThrowAsync<RpcException>(() => SaveAsync(host, new() { Id = key.Id }, "model_limits.gpt"));

        (refusal.StatusCode, refusal.Status.Detail).ShouldBe((StatusCode.InvalidArgument, "model_limits.gpt: is not a field"));
    }

    private static async Task<ApiKey> SaveAsync(AccountsHost host, ApiKey wish, string fields) =>
        await host.Admin.SaveKeyAsync(new() { Key = wish, Fields = FieldMask.FromString(fields) });
}
