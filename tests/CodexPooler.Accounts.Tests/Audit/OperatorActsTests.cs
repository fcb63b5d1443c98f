using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using Grpc.Core;

namespace CodexPooler.Accounts.Tests.Audit;

/// <summary>
/// What an operator has done to a credential or a quota changes no item: who it was is written down all the same.
/// </summary>
public sealed class OperatorActsTests
{
    [Fact]
    public async Task RefreshPollAndReseal_ForAnOperator_SayWhoItWas()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        await host.Admin.SaveOperatorAsync(
            new() { Operator = new() { Name = "mara", Role = Operator.Types.Role.Owner, Active = true } });

        await host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id, Actor = "mara" });
        await host.Quota.PollAsync(new() { AccountId = account.Id, Actor = "mara" });
        await host.Quota.PollAsync(new() { AccountId = account.Id });
        await host.CredentialAdmin.ResealAsync(new() { Actor = "mara" });

        var audited = (await host.Admin.ListAuditAsync(new())).Entries
            .Where(entry => entry.Action is "credential.refresh" or "quota.poll" or "credential.reseal")
            .Select(entry => (entry.Actor, entry.Action, entry.Outcome));
        audited.ShouldBe(
        [
            ("mara", "credential.reseal", "done"), ("local operator", "quota.poll", "done"), ("mara", "quota.poll", "done"),
            ("mara", "credential.refresh", "refreshed"),
        ]);
    }

    [Fact]
    public async Task Poll_ForSomebodyWhoIsNoOperator_IsRefusedAndNotDone()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");

        foreach (var call in (Func<Task>[])
        [
            async () => await host.Quota.PollAsync(new() { AccountId = account.Id, Actor = "nobody" }),
            async () => await host.Quota.ListSavedResetsAsync(new() { AccountId = account.Id, Actor = "nobody" }),
            async () => await host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id, Actor = "nobody" }),
            async () => await host.CredentialAdmin.ResealAsync(new() { Actor = "nobody" }),
        ])
            (await Should.ThrowAsync<RpcException>(call)).StatusCode.ShouldBe(StatusCode.Unauthenticated);

        (await backend.LedgerAsync("oauth.token")).ShouldBeEmpty();
    }
}
