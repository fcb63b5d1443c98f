using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Postgres;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Registry;

/// <summary>
/// Changes that are committed together stay each its own: refused, broken or abandoned ones leave the others alone.
/// </summary>
public sealed class GroupCommitTests
{
    private const int Many = 120;

    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Change_ManyAtOnceSomeRefused_EachHasItsOwnEnd(string engine)
    {
        await using var host = await AccountsHost.StartAsync(engine);
        var pool = await host.CreatePoolAsync("team");
        await using var watcher = new WatchedDirectory(host);

        var edits = await Task.WhenAll(Enumerable.Range(0, Many).Select(i => EditAsync(host, pool, i)));

        // Every third names a field that is not there, every other slug is taken.
        edits.Count(edit => edit == StatusCode.OK).ShouldBe(Many / 3 + 1);
        edits.Count(edit => edit == StatusCode.InvalidArgument).ShouldBe(Many - Many / 3 - 1);
        await watcher.UntilAsync(copy => copy.Pools.Count == 2);
        var audit = await host.Admin.VerifyAuditAsync(new());
        (audit.Intact, audit.Entries).ShouldBe((true, Many / 3 + 2));
    }

    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Change_OneBreaksAfterWriting_TheOthersAreStored(string engine)
    {
        await using var host = await AccountsHost.StartAsync(engine);
        var store = host.Services.GetRequiredService<DirectoryStore>();

        var changes = Enumerable.Range(0, Many).Select(i => store.ChangeAsync(
            "test",
            async change =>
            {
                await change.PutAsync(
                    DirectoryKind.Invite, Guid.CreateVersion7(), 1, [1], i % 10 == 0 ? "the same" : $"name {i}");
                await change.AuditAsync("test.put", $"test:{i}", new { i });
                return i;
            },
            default)).ToList();

        await Task.WhenAll(changes.Select(async change => await change.ContinueWith(_ => true, TaskScheduler.Default)));
        changes.Count(change => change.IsFaulted).ShouldBe(Many / 10 - 1);
        (await store.ListAsync(DirectoryKind.Invite, default)).Count.ShouldBe(Many - Many / 10 + 1);
        (await host.Admin.VerifyAuditAsync(new())).Intact.ShouldBeTrue();
    }

    [Fact]
    public async Task Change_CallerLeavesWhileItWaits_IsNotMade()
    {
        await using var host = await AccountsHost.StartAsync();
        var store = host.Services.GetRequiredService<DirectoryStore>();
        var began = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var first = store.ChangeAsync("test", async _ => { began.SetResult(); await go.Task; return 1; }, default);
        await began.Task;
        using var leaving = new CancellationTokenSource();
        var ran = false;
        var second = store.ChangeAsync("test", _ => Task.FromResult(ran = true), leaving.Token);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => second);
        go.SetResult();
        (await first).ShouldBe(1);
        (await host.CreatePoolAsync("later")).Slug.ShouldBe("later");
        ran.ShouldBeFalse();
    }

    private static async Task<StatusCode> EditAsync(AccountsHost host, Pool pool, int i)
    {
        try
        {
            if (i % 3 == 0) await host.Admin.SavePoolAsync(Rename(pool, $"Name {i}", "name"));
            else if (i % 3 == 1) await host.Admin.SavePoolAsync(Rename(pool, "", "no_such_field"));
            else await host.CreatePoolAsync("taken");
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }

    private static SavePoolRequest Rename(Pool pool, string name, string field) => new()
    {
        Pool = new() { Id = pool.Id, Name = name },
        Fields = new FieldMask { Paths = { field } },
    };
}
