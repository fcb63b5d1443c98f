using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Accounts.Tests.Operators;

public sealed class TokenTests
{
    [Fact]
    public async Task ListTokens_TellsWhoseAndSinceWhen_NeverTheTokenItself()
    {
        await using var host = await AccountsHost.StartAsync();
        var (olga, mara) = (await OwnerAsync(host, "olga"), await OwnerAsync(host, "mara"));
        var created = await host.Admin.CreateOperatorTokenAsync(new() { OperatorId = olga.Id, Label = "laptop" });
        await host.Admin.CreateMcpTokenAsync(new() { OperatorId = mara.Id });

        var all = await host.Admin.ListTokensAsync(new());
        var one = (await host.Admin.ListTokensAsync(new() { OperatorId = olga.Id })).Tokens.ShouldHaveSingleItem();

        all.Tokens.Select(token => token.OperatorId).ShouldBe([olga.Id, mara.Id], ignoreOrder: true);
        (one.Id, one.Prefix, one.Label).ShouldBe((created.Id, created.Prefix, "laptop"));
        one.CreatedAt.ToDateTimeOffset().ShouldBeInRange(
            DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddSeconds(1));
        all.ToString().ShouldNotContain(created.Secret);
    }

    [Fact]
    public async Task RevokeToken_ByThePrefixThatTheListShows_EndsIt()
    {
        await using var host = await AccountsHost.StartAsync();
        var owner = await OwnerAsync(host, "olga");
        var (one, two) = (await TokenAsync(host, owner), await TokenAsync(host, owner));
        (await ListPoolsAsync(host, one)).ShouldBe(StatusCode.OK);

        await host.Admin.RevokeTokenAsync(new() { Id = one.Prefix });
        await host.Admin.RevokeTokenAsync(new() { Id = two.Id });

        (await ListPoolsAsync(host, one)).ShouldBe(StatusCode.Unauthenticated);
        (await ListPoolsAsync(host, two)).ShouldBe(StatusCode.Unauthenticated);
        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await host.Admin.RevokeTokenAsync(new() { Id = one.Prefix }));
        refusal.StatusCode.ShouldBe(StatusCode.NotFound);
        (await host.Admin.ListAuditAsync(new())).Entries.Count(entry => entry.Action == "token.revoke").ShouldBe(2);
    }

    [Fact]
    public async Task McpToken_UsedToRunTheSystem_IsRefused()
    {
        await using var host = await AccountsHost.StartAsync();
        var token = await host.Admin.CreateMcpTokenAsync(new() { OperatorId = (await OwnerAsync(host, "olga")).Id });

        (await ListPoolsAsync(host, token)).ShouldBe(StatusCode.Unauthenticated);

        // Whoever serves MCP asks whose it is and what they may do.
        (await host.Admin.AuthenticateAsync(new() { Token = token.Secret })).Name.ShouldBe("olga");
    }

    private static async Task<Operator> OwnerAsync(AccountsHost host, string name) =>
        await host.Admin.SaveOperatorAsync(new() { Operator = new() { Name = name, Role = Operator.Types.Role.Owner } });

    private static async Task<CreatedToken> TokenAsync(AccountsHost host, Operator owner) =>
        await host.Admin.CreateOperatorTokenAsync(new() { OperatorId = owner.Id });

    private static async Task<StatusCode> ListPoolsAsync(AccountsHost host, CreatedToken token)
    {
        try
        {
            await host.Admin.ListPoolsAsync(new(), new Metadata { { "authorization", $"Bearer {token.Secret}" } });
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }
}
