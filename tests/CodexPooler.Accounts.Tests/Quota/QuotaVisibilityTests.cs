using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using Grpc.Core;

namespace CodexPooler.Accounts.Tests.Quota;

public sealed class QuotaVisibilityTests
{
    [Fact]
    public async Task List_ForAnAdminOfOnePool_ItsAccountsAndModelsOnly()
    {
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one" }, new SimulatedAccount { Id = "two" });
        await using var host = await backend.ServeAsync();
        var (mine, other) = (await host.CreatePoolAsync("mine"), await host.CreatePoolAsync("other"));
        var one = await JoinAsync(backend, host, mine, "one");
        var two = await JoinAsync(backend, host, other, "two");
        await host.Admin.SaveOperatorAsync(new()
        {
            Operator = new() { Name = "mara", Role = Operator.Types.Role.Admin, PoolIds = { mine.Id }, Active = true },
        });

        (await host.Quota.ListAsync(new())).Accounts.Select(quota => quota.AccountId)
            .ShouldBe([one.Id, two.Id], ignoreOrder: true);
        var seen = await host.Quota.ListAsync(new() { Actor = "mara" });

        seen.Accounts.ShouldHaveSingleItem().AccountId.ShouldBe(one.Id);
        var models = await host.Catalogue.ListAsync(new() { Actor = "mara" });
        models.Models.SelectMany(model => model.AccountIds).Distinct().ShouldBe([one.Id]);
        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await host.Catalogue.ListAsync(new() { Actor = "mara", PoolId = other.Id }));
        refusal.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        refusal = await Should.ThrowAsync<RpcException>(async () => await host.Quota.ListAsync(new() { Actor = "nobody" }));
        refusal.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    private static async Task<Account> JoinAsync(Backend backend, AccountsHost host, Pool pool, string upstreamId)
    {
        var account = await backend.LinkAsync(host, upstreamId);
        await host.Admin.SaveMembershipAsync(
            new() { Membership = new() { PoolId = pool.Id, AccountId = account.Id, Enabled = true } });
        await host.Quota.PollAsync(new() { AccountId = account.Id });
        await host.Catalogue.SyncAsync(new() { AccountId = account.Id });
        return account;
    }
}
