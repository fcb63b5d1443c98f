using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Serving;

/// <summary>The promise for a database that is gone: watchers keep what they have, credentials in memory serve.</summary>
public sealed class DatabaseAwayTests
{
    private static readonly (string, string) OftenSwept = ("Accounts:Refresh:SweepEvery", "00:00:01");

    [PostgresFact]
    public async Task Serve_PostgresKilled_CredentialsWatchersAndRenewalsGoOn()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "acct-plus" });
        await using var host = await backend.ServeAsync(
            "Postgres", OftenSwept, ("Data:ConnectionString", await server.CreateDatabaseAsync()), ("Data:MaxAttempts", "3"));

        await ProveAsync(backend, host, server.KillAsync, server.StartAgainAsync);
    }

    [Fact]
    public async Task Serve_SqliteFileDamaged_CredentialsWatchersAndRenewalsGoOn()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "acct-plus" });
        await using var host = await backend.ServeAsync("Sqlite", OftenSwept);
        using var file = new DamagedFile(Path.Combine(host.Folder, "accounts.db"));

        await ProveAsync(backend, host, file.DamageAsync, file.RepairAsync);
    }

    private static async Task ProveAsync(Backend backend, AccountsHost host, Func<Task> break_, Func<Task> repair)
    {
        var pool = await host.CreatePoolAsync("team");
        var account = await backend.LinkAsync(host, "acct-plus");
        await using var watcher = new WatchedDirectory(host);
        await watcher.UntilAsync(copy => copy.Pools.ContainsKey(pool.Id));
        (await host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(1);

        await break_();

        (await host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(1);
        // Once it is noticed, nobody waits for a database that is away.
        await Eventually.TrueAsync(() => host.Services.GetRequiredService<DirectoryFeed>().StoreIsAway, "the feed notices");
        var soon = DateTime.UtcNow.AddSeconds(2);
        (await host.Credentials.GetAsync(new() { AccountId = account.Id }, deadline: soon)).Generation.ShouldBe(1);
        (await host.Credentials.RefreshAsync(new() { AccountId = account.Id, RejectedGeneration = 1 })).Generation.ShouldBe(2);
        var refusal = await Should.ThrowAsync<RpcException>(() => host.CreatePoolAsync("second"));
        refusal.StatusCode.ShouldBe(StatusCode.Unavailable);
        refusal.Status.Detail.ShouldStartWith("The accounts database is away.");
        await using var late = new WatchedDirectory(host);
        await late.UntilAsync(copy => copy.Pools.ContainsKey(pool.Id));

        await repair();

        await Eventually.TrueAsync(() => TellsAsync(host, account), "the renewal is told to the directory");
        var third = await host.CreatePoolAsync("third");
        await watcher.UntilAsync(copy => copy.Pools.ContainsKey(third.Id));
        watcher.Resets.ShouldBe(1);
    }

    private static async Task<bool> TellsAsync(AccountsHost host, Account account)
    {
        try
        {
            var accounts = (await host.Admin.ListAccountsAsync(new())).Accounts;
            return accounts.Single(found => found.Id == account.Id).CredentialGeneration == 2;
        }
        catch (RpcException away) when (away.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }
}
