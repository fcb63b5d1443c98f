using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Accounts.Tests.Registry;

/// <summary>Whoever says which revision they decided on is refused when it is not the one there is.</summary>
public sealed class OptimisticLockTests
{
    [Fact]
    public async Task RemovePool_ChangedSinceItWasRead_Aborted()
    {
        await using var host = await AccountsHost.StartAsync();
        var pool = await host.CreatePoolAsync("team");
        await host.Admin.SavePoolAsync(
            new() { Pool = new() { Id = pool.Id, Name = "Renamed" }, Fields = FieldMask.FromString("name") });

        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await host.Admin.RemovePoolAsync(new() { Id = pool.Id, Revision = pool.Revision }));

        refusal.StatusCode.ShouldBe(StatusCode.Aborted);
        await host.Admin.RemovePoolAsync(new() { Id = pool.Id, Revision = pool.Revision + 1 });
        (await host.Admin.ListPoolsAsync(new())).Pools.ShouldBeEmpty();
    }

    [Fact]
    public async Task SaveMembership_ChangedSinceItWasRead_Aborted()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "acct-plus" });
        await using var host = await backend.ServeAsync();
        var wish = new Membership
        {
            PoolId = (await host.CreatePoolAsync("team")).Id,
            AccountId = (await backend.LinkAsync(host, "acct-plus")).Id,
            Enabled = true,
        };
        var first = await host.Admin.SaveMembershipAsync(new() { Membership = wish });
        var off = new Membership(first) { Enabled = false };
        await host.Admin.SaveMembershipAsync(new() { Membership = off });

        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await host.Admin.SaveMembershipAsync(new() { Membership = first }));

        refusal.StatusCode.ShouldBe(StatusCode.Aborted);
        (await host.Admin.ListAccountsAsync(new())).Memberships.ShouldHaveSingleItem().Enabled.ShouldBeFalse();
    }
}
