using System.Text;
using CodexPooler.Accounts.Catalogue;
using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Accounts.Quota.Polling;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Faults;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Tests.Canary;

/// <summary>
/// Runs link, refresh, poll, sync and redeem through the backend's faults with logging at its loudest, then looks for every token
/// and key that
/// existed meanwhile in what was logged, stored, spilled or answered.
/// </summary>
public sealed class CanaryTests
{
    private static readonly FaultEffect[] Faults =
    [
        new() { Status = 401 }, new() { Status = 403, HtmlChallenge = true }, new() { Status = 429 }, new() { Status = 500 },
        new() { Status = 200, BodyText = "{\"error\":" }, new() { CutWithReset = true, CutAfterEvents = 0 },
        new() { ExpireToken = true },
    ];

    [Fact]
    public async Task Run_ThroughAllFaults_LeavesNoSecretAnywhereButInTheEnvelope()
    {
        using var logged = new EverythingLogged();
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        var answers = new StringBuilder();
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one", SavedResets = 3, Quota = Exhausted.Week }, new SimulatedAccount { Id = "two" });
        await using var host = await AccountsHost.StartAsync(
            "Sqlite",
            services => services.AddLogging(logging =>
            {
                logging.SetMinimumLevel(LogLevel.Trace);
                logging.AddFilter(null, LogLevel.Trace);
                logging.AddProvider(logged);
            }),
            ("Accounts:Issuer:Url", backend.Address.OriginalString));
        var pool = await host.CreatePoolAsync("team");
        secrets.Add((await host.CreateKeyAsync(pool.Id)).Secret);
        var owner = await host.Admin.SaveOperatorAsync(
            new() { Operator = new() { Name = "olga", Role = Operator.Types.Role.Owner, Active = true } });
        secrets.Add((await host.Admin.CreateOperatorTokenAsync(new() { OperatorId = owner.Id, Label = "laptop" })).Secret);
        Account[] accounts = [await backend.LinkAsync(host, "one"), await backend.LinkAsync(host, "two", tokenSeconds: 60)];
        foreach (var account in accounts) await CollectAsync(host, account, secrets);

        foreach (var fault in Faults)
        {
            foreach (var route in (string[])["usage", "models", "saved_resets", "saved_resets.consume", "oauth.token"])
                await backend.FaultAsync(new() { Route = route, Effect = fault });
            foreach (var account in accounts) await UseAsync(host, account, answers);
            await backend.ClearFaultsAsync();
            foreach (var account in accounts) await UseAsync(host, account, answers);
            foreach (var account in accounts) await CollectAsync(host, account, secrets);
        }

        await host.Services.GetRequiredService<QuotaJournal>().ExchangeAsync(default);
        secrets.Count.ShouldBeGreaterThan(8);
        var stored = string.Concat(
            System.IO.Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories).Where(IsNotTheKeyFile)
                .Select(ReadShared));
        logged.Text.ShouldContain("credential renewed, generation");
        logged.Text.ShouldContain("gave no evidence");
        logged.Text.ShouldContain("saved reset redeemed");
        foreach (var secret in secrets)
        {
            // Not the assertion library's own message: it would print what it found.
            logged.Text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse("a secret was logged");
            stored.Contains(secret, StringComparison.Ordinal).ShouldBeFalse("a secret was stored");
            answers.ToString().Contains(secret, StringComparison.Ordinal).ShouldBeFalse("a secret was answered");
        }
    }

    private static bool IsNotTheKeyFile(string path) => Path.GetFileName(path) != "keys.json";

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static async Task UseAsync(AccountsHost host, Account account, StringBuilder answers)
    {
        await TryAsync(() => host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id }).ResponseAsync, answers);
        await TryAsync(() => host.Quota.PollAsync(new() { AccountId = account.Id }).ResponseAsync, answers);
        await TryAsync(() => host.Catalogue.SyncAsync(new() { AccountId = account.Id }).ResponseAsync, answers);
        await TryAsync(() => host.Quota.ListSavedResetsAsync(new() { AccountId = account.Id }).ResponseAsync, answers);
        var wish = new RedeemSavedResetRequest { AccountId = account.Id, RequestId = Guid.CreateVersion7().ToString() };
        await TryAsync(() => host.Quota.RedeemSavedResetAsync(wish).ResponseAsync, answers);
        await host.Services.GetRequiredService<RefreshSweep>().SweepAsync(default);
        await host.Services.GetRequiredService<UsagePoller>().PollDueAsync(default);
        await host.Services.GetRequiredService<CatalogueDriver>().SyncDueAsync(default);
    }

    private static async Task TryAsync<T>(Func<Task<T>> call, StringBuilder answers)
    {
        try
        {
            answers.Append(await call());
        }
        catch (RpcException refusal)
        {
            answers.Append(refusal);
        }
    }

    private static async Task CollectAsync(AccountsHost host, Account account, HashSet<string> secrets)
    {
        var entry = await host.Services.GetRequiredService<ITokenVault>().ReadAsync(Guid.Parse(account.Id), default);
        var tokens = host.Services.GetRequiredService<TokenSealer>().Open(entry!.Record);
        secrets.Add(tokens.AccessToken.Reveal());
        secrets.Add(tokens.RefreshToken.Reveal());
        secrets.Add(tokens.IdToken.Reveal());
    }
}
