using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Serving;

public sealed class SpillAdoptionTests
{
    [Fact]
    public async Task Sweep_ResultWaitsInTheJournal_MovedWithoutBeingAskedAndAFalseVerdictCorrected()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "acct-plus" });
        await using var host = await backend.ServeAsync();
        var account = await backend.LinkAsync(host, "acct-plus");
        var id = Guid.Parse(account.Id);
        await host.Credentials.GetAsync(new() { AccountId = account.Id });
        var services = host.Services;
        var live = new TokenSet(new("live access"), new("live refresh"), new(""), DateTimeOffset.UtcNow.AddHours(1));
        services.GetRequiredService<SpillJournal>().Keep(services.GetRequiredService<TokenSealer>().Seal(id, 2, live));
        // Another replica tried the old token meanwhile.
        await services.GetRequiredService<AccountAdmin>().ReportAsync(
            account.Id, new(AccountStatus.ReauthRequired, "the refresh token was used elsewhere", 0), default);

        await services.GetRequiredService<RefreshSweep>().AdoptSpilledAsync(default);

        services.GetRequiredService<SpillJournal>().Waiting().ShouldBeEmpty();
        var now = (await host.Admin.ListAccountsAsync(new())).Accounts.Single();
        (now.Status, now.CredentialGeneration).ShouldBe((AccountStatus.Active, 2));
        (await host.Credentials.GetAsync(new() { AccountId = account.Id })).AccessToken.ShouldBe("live access");
    }
}
