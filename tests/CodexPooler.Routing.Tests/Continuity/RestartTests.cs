using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Continuity;

/// <summary>Conversations outlive all routers, whichever store their pins are in.</summary>
public sealed class RestartTests
{
    private static readonly ContinuityKey Anchor = Told.Anchor(PinKind.PreviousResponse, 77);
    private static readonly ContinuityKey Session = Told.Anchor(PinKind.Session, 78);

    [Fact]
    public async Task Router_WithAFile_RemembersWhereConversationsLive()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("codex-pooler-restart-").FullName;
        await ProveAsync($"Data:router:Folder={folder}");
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [PostgresFact]
    public async Task Router_WithPostgres_RemembersWhereConversationsLive()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await ProveAsync("Data:Provider=Postgres", $"Data:ConnectionString={database}");
    }

    [Fact]
    public async Task Router_WithADaprStateStore_RemembersWhereConversationsLive()
    {
        await using var sidecar = await RouterSidecar.StartAsync();
        await ProveAsync(RouterSidecar.Settings(sidecar.HttpEndpoint.Port));
    }

    private static async Task ProveAsync(params string[] settings)
    {
        // A cold process on a busy machine may take longer than a turn is made to wait.
        string[] store = [.. settings, "Routing:Pins:ReadThrough=00:00:10"];
        await using var accounts = await AccountsServer.StartAsync(new DirectoryBuilder().Accounts(9).Build());
        string home;
        await using (var first = await RouterProcess.StartAsync("one", accounts.Address, null, store))
        {
            var lease = (await first.SelectAsync(r => r.Continuity.Add(Session))).Lease;
            home = lease.AccountId;
            await first.Client.CloseAsync(
                new CloseRequest { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Succeeded, Owns = { Anchor } });
            await using var second = await RouterProcess.StartAsync("two", accounts.Address, null, store);

            // Another router on the same store knows it as soon as it is written behind.
            await Eventually.TrueAsync(async () => (await ContinueAsync(second)).Lease is not null, "the pin was written behind");
            await first.KillAsync();
            await second.KillAsync();
        }

        await using var again = await RouterProcess.StartAsync("one", accounts.Address, null, store);
        (await ContinueAsync(again)).Lease.AccountId.ShouldBe(home);
        var next = (await again.SelectAsync(r => r.Continuity.Add(Session))).Lease;
        (next.AccountId, next.Because).ShouldBe((home, ChosenBecause.Session));
    }

    private static async Task<SelectReply> ContinueAsync(RouterProcess router) =>
        await router.SelectAsync(r => r.Continuity.Add(Anchor));
}
