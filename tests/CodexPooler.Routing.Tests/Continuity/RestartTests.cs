using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Continuity;

public sealed class RestartTests
{
    [Fact]
    public async Task Router_KilledAndStartedAgain_RemembersWhereConversationsLive()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("codex-pooler-restart-").FullName;
        var anchor = Told.Anchor(PinKind.PreviousResponse, 77);
        await using var accounts = await AccountsServer.StartAsync(new DirectoryBuilder().Accounts(9).Build());
        string home;
        await using (var first = await RouterProcess.StartAsync("one", accounts.Address, null, $"Data:router:Folder={folder}"))
        {
            var lease = (await first.SelectAsync()).Lease;
            home = lease.AccountId;
            await first.Client.CloseAsync(
                new CloseRequest { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Succeeded, Owns = { anchor } });
            await using var second = await RouterProcess.StartAsync(
                "two", accounts.Address, null, $"Data:router:Folder={folder}");

            // Another router on the same store knows it as soon as it is written behind.
            await Eventually.TrueAsync(
                async () => (await Continue(second, anchor)).Lease is not null, "the pin was written behind");
            await first.KillAsync();
        }

        await using var again = await RouterProcess.StartAsync("one", accounts.Address, null, $"Data:router:Folder={folder}");
        (await Continue(again, anchor)).Lease.AccountId.ShouldBe(home);
        await again.KillAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task<SelectReply> Continue(RouterProcess router, ContinuityKey anchor) =>
        await router.SelectAsync(r => r.Continuity.Add(anchor));
}
