using System.Security.Cryptography;
using System.Text;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Parts;
using CodexPooler.Testing.Postgres;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Accounts.Tests.Registry;

public sealed class DirectoryTests
{
    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task CreateKey_ShownOnce_StoredAsHashAndSeenByWatchers(string engine)
    {
        await using var host = await AccountsHost.StartAsync(engine);
        await using var watcher = new WatchedDirectory(host);
        var pool = await host.CreatePoolAsync("team");

        var created = await host.CreateKeyAsync(pool.Id);

        created.Secret.ShouldMatch("^sk-cxp-[0-9a-f]{12}-[A-Za-z0-9_-]{43}$");
        created.Key.Hash.ToByteArray().ShouldBe(SHA256.HashData(Encoding.ASCII.GetBytes(created.Secret)));
        await watcher.UntilAsync(copy => copy.Keys.ContainsKey(created.Key.Id));
        watcher.Keys[created.Key.Id].Epoch.ShouldBe(1);
        (await host.Admin.ListKeysAsync(new())).ToString().ShouldNotContain(created.Secret);
    }

    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task RevokeKey_RaisesTheEpochAndIsFinal(string engine)
    {
        await using var host = await AccountsHost.StartAsync(engine);
        var key = (await host.CreateKeyAsync((await host.CreatePoolAsync("team")).Id)).Key;
        await using var watcher = new WatchedDirectory(host);

        var revoked = await host.Admin.RevokeKeyAsync(new() { Id = key.Id });

        revoked.Epoch.ShouldBe(2);
        await watcher.UntilAsync(copy => copy.Keys.TryGetValue(key.Id, out var seen) && seen.Status == ApiKeyStatus.Revoked);
        var refusal = await Should.ThrowAsync<RpcException>(async () => await host.Admin.ResumeKeyAsync(new() { Id = key.Id }));
        refusal.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task RotateKey_WithGrace_OldKeyEndsLaterNewKeyHasItsRules()
    {
        await using var host = await AccountsHost.StartAsync();
        var pool = await host.CreatePoolAsync("team");
        var wish = new ApiKey { PoolId = pool.Id, Name = "ci", Policy = new() { Limits = new() { RequestsPerMinute = 7 } } };
        var old = (await host.Admin.CreateKeyAsync(new() { Key = wish })).Key;

        var fresh = await host.Admin.RotateKeyAsync(new() { Id = old.Id, GraceSeconds = 3600 });

        fresh.Key.Policy.Limits.RequestsPerMinute.ShouldBe(7);
        fresh.Key.Id.ShouldNotBe(old.Id);
        var stored = (await host.Admin.ListKeysAsync(new())).Keys.Single(key => key.Id == old.Id);
        stored.Status.ShouldBe(ApiKeyStatus.Active);
        stored.ExpiresAt.ToDateTimeOffset().ShouldBeInRange(
            DateTimeOffset.UtcNow.AddMinutes(50), DateTimeOffset.UtcNow.AddMinutes(61));
    }

    [Fact]
    public async Task SavePool_StaleRevision_IsAborted()
    {
        await using var host = await AccountsHost.StartAsync();
        var pool = await host.CreatePoolAsync("team");
        await host.Admin.SavePoolAsync(Edit(pool, "First"));

        var refusal = await Should.ThrowAsync<RpcException>(async () => await host.Admin.SavePoolAsync(Edit(pool, "Second")));

        refusal.StatusCode.ShouldBe(StatusCode.Aborted);
        (await host.Admin.ListPoolsAsync(new())).Pools.Single().Name.ShouldBe("First");
    }

    [Fact]
    public async Task SaveKey_EverythingWrong_NamesEveryField()
    {
        await using var host = await AccountsHost.StartAsync();
        var pool = await host.CreatePoolAsync("team");
        var wish = new ApiKey
        {
            PoolId = pool.Id,
            Policy = new() { EffortCeiling = "enormous", EnforcedTier = "gold", Limits = new() { TokensPerDay = -1 } },
        };

        var refusal = await Should.ThrowAsync<RpcException>(async () => await host.Admin.CreateKeyAsync(new() { Key = wish }));

        refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        var errors = FieldErrors.Parser.ParseFrom(refusal.Trailers.GetValueBytes(FieldProblems.Trailer)).Errors;
        errors.Select(error => error.Field)
            .ShouldBe(["name", "policy.effort_ceiling", "policy.enforced_tier", "policy.limits.tokens_per_day"]);
    }

    [Fact]
    public async Task SavePool_TakenSlug_IsAFieldError()
    {
        await using var host = await AccountsHost.StartAsync();
        await host.CreatePoolAsync("team");

        var refusal = await Should.ThrowAsync<RpcException>(() => host.CreatePoolAsync("team"));

        refusal.Status.Detail.ShouldBe("slug: 'team' is taken by another Pool");
    }

    [Fact]
    public async Task Watch_KnownVersion_SendsOnlyWhatCameLater()
    {
        await using var host = await AccountsHost.StartAsync();
        var pool = await host.CreatePoolAsync("first");
        long version = 0;
        using (var call = host.Directory.Watch(new() { Watcher = "test" }))
        {
            while (version == 0 && await call.ResponseStream.MoveNext(default))
                if (call.ResponseStream.Current is { Complete: true } update
                    && update.Changes.Any(change => change.Pool?.Id == pool.Id))
                    version = update.Version;
        }

        await host.CreatePoolAsync("second");
        await using var later = new WatchedDirectory(host, version);

        await later.UntilAsync(copy => copy.Pools.Count > 0);
        later.Resets.ShouldBe(0);
        later.Pools.Values.Single().Slug.ShouldBe("second");
    }

    [Fact]
    public async Task Watch_TenThousandKeys_ArriveCompleteInParts()
    {
        await using var host = await AccountsHost.StartAsync();
        await DirectorySeed.KeysAsync(host, 10_000);

        await using var watcher = new WatchedDirectory(host);

        await watcher.UntilAsync(copy => copy.Keys.Count == 10_000);
    }

    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Audit_AfterChanges_VerifiesUntilSomeoneEditsIt(string engine)
    {
        await using var host = await AccountsHost.StartAsync(engine);
        var pool = await host.CreatePoolAsync("team");
        await host.CreateKeyAsync(pool.Id);
        await host.Admin.SavePoolAsync(Edit(pool, "Renamed"));
        var before = await host.Admin.VerifyAuditAsync(new());
        (before.Intact, before.Entries, before.Finding).ShouldBe((true, 3, ""));

        await DirectorySeed.ForgeAuditAsync(host, sequence: 2);

        var after = await host.Admin.VerifyAuditAsync(new());
        (after.Intact, after.BrokenAt).ShouldBe((false, 2));
        after.Finding.ShouldContain("Entry 2 is not as it was written");
    }

    private static SavePoolRequest Edit(Pool pool, string name) => new()
    {
        Pool = new() { Id = pool.Id, Revision = pool.Revision, Name = name },
        Fields = FieldMask.FromString("name"),
    };
}
