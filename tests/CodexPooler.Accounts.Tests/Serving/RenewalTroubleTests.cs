using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Serving;

/// <summary>
/// An issuer that is away must not take accounts out of service whose tokens live, nor keep any out once it is back.
/// </summary>
public sealed class RenewalTroubleTests
{
    [Fact]
    public async Task Sweep_IssuerAwayAndTheTokenLives_StaysInServiceAndIsRenewedLater()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await ServeAsync(backend);
        await backend.FaultAsync(Away);
        // Less than the time ahead of its end at which a token is renewed.
        var account = await backend.LinkAsync(host, "one", tokenSeconds: 300);

        await host.Services.GetRequiredService<RefreshSweep>().SweepAsync(default);

        await Eventually.TrueAsync(async () => (await backend.LedgerAsync("oauth.token")).Count > 0, "a renewal was tried");
        // The next try may be under way.
        (await StatusAsync(host)).ShouldBeOneOf(AccountStatus.Active, AccountStatus.Refreshing);
        (await host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(1);
        await backend.ClearFaultsAsync();
        await Eventually.TrueAsync(
            async () => (await host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation == 2, "it is renewed");
        await Eventually.TrueAsync(async () => await StatusAsync(host) == AccountStatus.Active, "no renewal is under way");
    }

    [Fact]
    public async Task Sweep_TokenWasRefusedWhileTheIssuerWasAway_BackInServiceWithoutAnybodyAsking()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await ServeAsync(backend);
        var account = await backend.LinkAsync(host, "one");
        await backend.FaultAsync(Away);

        // A sweep under way may just have found that it has a credential; the edge's next turn meets the refusal again.
        await Eventually.TrueAsync(
            async () =>
            {
                await Should.ThrowAsync<RpcException>(async () =>
                    await host.Credentials.RefreshAsync(new() { AccountId = account.Id, RejectedGeneration = 1 }));
                return await StatusAsync(host) == AccountStatus.RefreshFailed;
            },
            "it is out of service");
        await backend.ClearFaultsAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(host) == AccountStatus.Active, "it serves again");
        (await host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(2);
    }

    [Fact]
    public async Task Refresh_OperatorsWishWhileTheIssuerIsAway_CostsNoService()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await ServeAsync(backend);
        var account = await backend.LinkAsync(host, "one");
        await backend.FaultAsync(Away);

        var outcome = await host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id });

        outcome.Result.ShouldBe(RefreshOutcome.Types.Result.TransientFailure);
        (await StatusAsync(host)).ShouldBe(AccountStatus.Active);
    }

    private static Simulator.Faults.FaultRule Away => new() { Route = "oauth.token", Times = 0, Effect = new() { Status = 503 } };

    private static Task<AccountsHost> ServeAsync(Backend backend) => backend.ServeAsync(
        "Sqlite", ("Accounts:Refresh:SweepEvery", "00:00:01"), ("Accounts:Refresh:FirstBackOff", "00:00:01"));

    private static async Task<AccountStatus> StatusAsync(AccountsHost host) =>
        (await host.Admin.ListAccountsAsync(new())).Accounts.Single().Status;
}
