using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Serving;

public sealed class AccountHealthTests
{
    [Fact]
    public async Task Record_SameFailureAgainAfterAnotherReplicaToldOtherwise_IsToldAgain()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "one");
        var id = Guid.Parse(account.Id);
        var health = host.Services.GetRequiredService<AccountHealth>();
        var feed = host.Services.GetRequiredService<DirectoryFeed>();
        var failure = new RefreshResult.Transient("the issuer is away", null);
        await health.RecordAsync(id, failure, default);
        await SeenAsync(AccountStatus.RefreshFailed);

        await host.Services.GetRequiredService<AccountAdmin>()
            .ReportAsync(account.Id, new(AccountStatus.Active, "", 1), default);
        await SeenAsync(AccountStatus.Active);
        await health.RecordAsync(id, failure, default);

        await SeenAsync(AccountStatus.RefreshFailed);

        Task SeenAsync(AccountStatus status) =>
            Eventually.TrueAsync(() => feed.FindAccount(id)?.Status == status, $"it is {status}");
    }
}
