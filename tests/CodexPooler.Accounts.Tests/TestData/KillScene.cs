using System.Net.Http.Headers;
using System.Net.Http.Json;
using CodexPooler.Accounts.Linking;
using CodexPooler.Accounts.Tests.Vaults;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>
/// Linked accounts in a store that outlives every process, an issuer that detects reuse, and a view past the gates.
/// </summary>
internal sealed class KillScene : IAsyncDisposable
{
    private readonly HashicorpHarness _harness = new();
    private readonly HttpClient _direct = new();
    private Backend? _backend;
    private AccountsHost? _host;

    public IReadOnlyList<LinkedAccount> Accounts { get; private set; } = [];

    public static async Task<KillScene> StartAsync(int accounts)
    {
        var scene = new KillScene();
        await scene._harness.StartAsync();
        var simulated = Enumerable.Range(0, accounts).Select(i => new SimulatedAccount { Id = $"acct-{i}" }).ToArray();
        scene._backend = await Backend.StartAsync(simulated);
        scene._host = await scene._backend.ServeAsync("Sqlite", [.. scene._harness.Settings]);
        var linked = new List<LinkedAccount>();
        foreach (var one in simulated)
            linked.Add(new(Guid.Parse((await scene._backend.LinkAsync(scene._host, one.Id)).Id), one.Id));
        scene.Accounts = linked;
        return scene;
    }

    public Task<GatedProcess> StartProcessAsync() => GatedProcess.StartAsync(_host!.Folder, _harness, _backend!.Address);

    public async Task<byte[]> ReadSecretAsync(string name)
    {
        var sidecar = _harness.Settings.Single(setting => setting.Key == "DAPR_HTTP_ENDPOINT").Value;
        return await _direct.GetByteArrayAsync(new Uri($"{sidecar.TrimEnd('/')}/v1.0/secrets/secrets/{name}"));
    }

    public async Task<long> GenerationAsync(LinkedAccount account) => account.Generation = (await StoredAsync(account)).Epoch;

    public async Task<string> RefreshTokenAsync(LinkedAccount account) =>
        Open(await StoredAsync(account)).RefreshToken.Reveal();

    public async Task RevokeAsync(LinkedAccount account)
    {
        using var answer = await _direct.PostAsJsonAsync(
            new Uri(_backend!.Address, "/oauth/revoke"), new { token = await RefreshTokenAsync(account) });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Puts a new login in the place of one that is lost; others stay as they are.</summary>
    public async Task RelinkAsync(LinkedAccount account)
    {
        if (await StatusAsync(account) != AccountStatus.ReauthRequired) return;
        var file = await _backend!.PostAsync($"_control/accounts/{account.UpstreamId}/auth-json", new { });
        var login = file.GetProperty("tokens");
        string Token(string name) => login.GetProperty(name).GetString()!;
        var linker = _host!.Services.GetRequiredService<CredentialWriter>();
        var tokens = new TokenSet(new(Token("access_token")), new(Token("refresh_token")), new(Token("id_token")),
            DateTimeOffset.UtcNow.AddHours(1));
        (await linker.ReplaceAsync(account.Id, account.Generation, tokens, default)).ShouldNotBeNull();
    }

    public async Task<AccountStatus> StatusAsync(LinkedAccount account) =>
        (await _host!.Admin.ListAccountsAsync(new())).Accounts.Single(found => found.Id == $"{account.Id}").Status;

    /// <summary>The backend takes the token, so the lineage is alive.</summary>
    public async Task ProveServesAsync(LinkedAccount account, string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_backend!.Address, "/backend-api/wham/usage"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        request.Headers.Add("chatgpt-account-id", account.UpstreamId);
        using var answer = await _direct.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{account.UpstreamId}: {answer.StatusCode}");
    }

    public async Task<int> ReusesAsync() =>
        (await _backend!.LedgerAsync("oauth.token")).Count(row => row.GetRawText().Contains("refresh_token_reused"));

    public async Task<int> ExchangesAsync() =>
        (await _backend!.LedgerAsync("oauth.token")).Count;

    public async ValueTask DisposeAsync()
    {
        _direct.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        if (_backend is not null) await _backend.DisposeAsync();
        await _harness.DisposeAsync();
    }

    private async Task<TokenRecord> StoredAsync(LinkedAccount account) =>
        (await _host!.Services.GetRequiredService<ITokenVault>().ReadAsync(account.Id, default))!.Record;

    private TokenSet Open(TokenRecord record) => _host!.Services.GetRequiredService<TokenSealer>().Open(record);
}
