using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.SidecarDouble;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Tests.Vaults;

/// <summary>A store behind the sidecar double, and the API it is written through.</summary>
internal abstract class SidecarHarness : VaultHarness
{
    private WebApplication? _api;
    private Sidecar? _sidecar;
    private DaprClient? _dapr;

    protected const string Token = "store-token";

    protected VaultOptions Options { get; } = new()
    {
        SecretStore = "secrets",
        StateStore = "tokens",
        AnswerWithin = TimeSpan.FromSeconds(5),
    };

    protected Sidecar Sidecar => _sidecar!;

    public override IReadOnlyList<(string Key, string Value)> Settings =>
    [
        ("DAPR_HTTP_ENDPOINT", _sidecar!.HttpEndpoint.OriginalString),
        ("Accounts:Vault:Store", $"{Options.Store}"),
        ("Accounts:Vault:SecretStore", Options.SecretStore),
        ("Accounts:Vault:StateStore", Options.StateStore),
        ("Accounts:Vault:Kubernetes:Url", $"{Options.Kubernetes.Url}"),
        ("Accounts:Vault:Kubernetes:Namespace", Options.Kubernetes.Namespace),
        ("Accounts:Vault:Kubernetes:TokenFile", Options.Kubernetes.TokenFile),
        ("Accounts:Vault:Kubernetes:CaFile", Options.Kubernetes.CaFile),
        ("Accounts:Vault:Hashicorp:Url", $"{Options.Hashicorp.Url}"),
        ("Accounts:Vault:Hashicorp:TokenFile", Options.Hashicorp.TokenFile),
    ];

    public override async Task StartAsync()
    {
        _sidecar = await Sidecar.StartAsync(new SidecarOptions
        {
            AppId = "accounts",
            StateFile = Path.Combine(Folder.Path, "state.json"),
            StateStores = new Dictionary<string, SidecarDouble.State.StateStoreProfile> { ["tokens"] = Profile },
        });
        // A store that a component file names, with nothing of ours in it.
        _sidecar.Secrets.Set("secrets", "unrelated", new Dictionary<string, string> { ["unrelated"] = "1" });
        _dapr = new DaprClientBuilder().UseHttpEndpoint(_sidecar.HttpEndpoint.OriginalString).Build();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _api = builder.Build();
        Map(_api);
        await _api.StartAsync();
        var file = Path.Combine(Folder.Path, "store-token");
        await File.WriteAllTextAsync(file, Token + "\n");
        Configure(new Uri(_api.Urls.First()), file);
    }

    public override ITokenVault Open(TimeProvider? time = null) =>
        VaultFactory.Open(Options, () => _dapr!, time ?? TimeProvider.System);

    public override async Task BreakAsync()
    {
        await Sidecar.DisposeAsync();
        await _api!.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        _dapr?.Dispose();
        if (_sidecar is not null) await _sidecar.DisposeAsync();
        if (_api is not null) await _api.DisposeAsync();
        await base.DisposeAsync();
    }

    protected virtual SidecarDouble.State.StateStoreProfile Profile => SidecarDouble.State.StateStoreProfile.InMemory;

    protected virtual void Map(WebApplication api)
    {
    }

    protected abstract void Configure(Uri api, string tokenFile);

    /// <summary>The secret store is live: what was written is what the sidecar reads.</summary>
    protected void Mirror(string name, IReadOnlyDictionary<string, string>? values)
    {
        if (values is null) Sidecar.Secrets.Remove("secrets", name);
        else Sidecar.Secrets.Set("secrets", name, values);
    }
}
