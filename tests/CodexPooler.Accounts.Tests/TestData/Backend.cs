using System.Net.Http.Json;
using System.Text.Json;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>The simulated backend and issuer, and accounts of it that are already linked.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly SimulatorHost _simulator;
    private readonly HttpClient _control;

    private Backend(SimulatorHost simulator)
    {
        _simulator = simulator;
        _control = new() { BaseAddress = simulator.BaseAddress };
    }

    public Uri Address => _simulator.BaseAddress;

    public static async Task<Backend> StartAsync(params SimulatedAccount[] accounts) => new(await SimulatorHost.StartAsync(
        options =>
        {
            options.Port = 0;
            options.Accounts = accounts;
        },
        default));

    public Task<AccountsHost> ServeAsync(string engine = "Sqlite", params (string Key, string Value)[] settings) =>
        AccountsHost.StartAsync(engine, [("Accounts:Issuer:Url", Address.OriginalString), .. settings]);

    /// <summary>
    /// Links as a login would: a lineage at the issuer, its tokens sealed in the vault, the account in the directory.
    /// </summary>
    public async Task<Account> LinkAsync(AccountsHost host, string upstreamId, int? tokenSeconds = null)
    {
        var login = (await PostAsync($"_control/accounts/{upstreamId}/auth-json", new { access_token_seconds = tokenSeconds }))
            .GetProperty("tokens");
        string Token(string name) => login.GetProperty(name).GetString()!;
        var account = await host.Services.GetRequiredService<DirectoryStore>().ChangeAsync(
            "test",
            change => Editors.Accounts.AddAsync(change, new Account
            {
                Label = upstreamId,
                Status = AccountStatus.Active,
                UpstreamAccountId = Token("account_id"),
                UpstreamBase = Address.OriginalString,
                CredentialGeneration = 1,
            }, upstreamId),
            default);
        var tokens = new TokenSet(new(Token("access_token")), new(Token("refresh_token")), new(Token("id_token")),
            DateTimeOffset.UtcNow.AddSeconds(tokenSeconds ?? 3600));
        var record = host.Services.GetRequiredService<TokenSealer>().Seal(Guid.Parse(account.Id), 1, tokens);
        (await host.Services.GetRequiredService<ITokenVault>().TryWriteAsync(record, null, default)).Written.ShouldBeTrue();
        return account;
    }

    public Task FaultAsync(FaultRule rule) => PostAsync("_control/faults", rule);

    public async Task ClearFaultsAsync() => (
        await _control.DeleteAsync(new Uri("_control/faults", UriKind.Relative))).EnsureSuccessStatusCode();

    public async Task<IReadOnlyList<JsonElement>> LedgerAsync(string route)
    {
        var ledger = await _control.GetFromJsonAsync<JsonElement>($"_control/ledger?route={route}");
        return [.. ledger.GetProperty("requests").EnumerateArray()];
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await _control.PostAsJsonAsync(path, body, ControlJson.Options);
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _simulator.DisposeAsync();
    }
}
