using CodexPooler.Accounts.Tests.Vaults;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>The accounts service in a process of its own, with a gate before each thing that a renewal calls.</summary>
internal sealed class GatedProcess : IAsyncDisposable
{
    private GatedProcess(AccountsProcess process, Gate store, Gate sidecar, Gate issuer) =>
        (Process, Store, Sidecar, Issuer) = (process, store, sidecar, issuer);

    public AccountsProcess Process { get; }

    public Gate Store { get; }

    public Gate Sidecar { get; }

    public Gate Issuer { get; }

    public static async Task<GatedProcess> StartAsync(string folder, HashicorpHarness harness, Uri issuer)
    {
        var settings = harness.Settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        var store = await Gate.StartAsync(new(settings["Accounts:Vault:Hashicorp:Url"]));
        var sidecar = await Gate.StartAsync(new(settings["DAPR_HTTP_ENDPOINT"]));
        var exchange = await Gate.StartAsync(issuer);
        settings["Accounts:Vault:Hashicorp:Url"] = store.Address.OriginalString;
        settings["DAPR_HTTP_ENDPOINT"] = sidecar.Address.OriginalString;
        var environment = settings.Select(setting => setting.Key.Contains(':')
            ? ("CODEX_POOLER__" + setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value)
            : (setting.Key, setting.Value));
        var process = await AccountsProcess.StartAsync(folder, exchange.Address, [.. environment]);
        return new(process, store, sidecar, exchange);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Store.DisposeAsync();
        await Sidecar.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
