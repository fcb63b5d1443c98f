using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Accounts.Tests.Operators;

/// <summary>The console speaks for operators, whom it names; its sidecar vouches for it by the header.</summary>
public sealed class ConsoleCallerTests
{
    private static readonly (string, string) Enforced = ("Accounts:Access:Enforced", "true");
    private static readonly Metadata Console = new() { { "dapr-caller-app-id", "console" } };

    [Fact]
    public async Task Console_NamesNobody_OwnsTheSystemOnlyUntilThereIsAnOperator()
    {
        await using var host = await AccountsHost.StartAsync("Sqlite", Enforced);
        var first = new Operator { Name = "mara", Role = Operator.Types.Role.Owner, Active = true };
        await host.Admin.SaveOperatorAsync(new() { Operator = first }, Console);

        var refusals = new List<RpcException>();
        foreach (var call in (Func<Task>[])
        [
            async () => await host.Admin.ListPoolsAsync(new(), Console),
            async () => await host.Linking.ListInvitesAsync(new(), Console),
            async () => await host.Admin.SaveOperatorAsync(new() { Operator = first }, Console),
        ])
            refusals.Add(await Should.ThrowAsync<RpcException>(call));

        refusals.ShouldAllBe(refusal => refusal.StatusCode == StatusCode.Unauthenticated);
        (await host.Admin.ListPoolsAsync(new() { Actor = "mara" }, Console)).Pools.ShouldBeEmpty();
    }

    [Fact]
    public async Task Console_ForAnAdmin_ListsOnlyTheInvitesOfTheirPools()
    {
        await using var host = await AccountsHost.StartAsync("Sqlite", Enforced);
        var owner = new Operator { Name = "mara", Role = Operator.Types.Role.Owner, Active = true };
        await host.Admin.SaveOperatorAsync(new() { Operator = owner }, Console);
        var pools = new List<Pool>();
        foreach (var slug in (string[])["mine", "other"])
        {
            var pool = await host.Admin.SavePoolAsync(new() { Actor = "mara", Pool = new() { Slug = slug } }, Console);
            await host.Linking.CreateInviteAsync(new() { Actor = "mara", PoolId = pool.Id }, Console);
            pools.Add(pool);
        }

        var joe = new Operator { Name = "joe", Role = Operator.Types.Role.Admin, PoolIds = { pools[0].Id } };
        await host.Admin.SaveOperatorAsync(new() { Actor = "mara", Operator = joe }, Console);

        var seen = (await host.Linking.ListInvitesAsync(new() { Actor = "joe" }, Console)).Invites;

        seen.ShouldHaveSingleItem().PoolId.ShouldBe(pools[0].Id);
    }
}
