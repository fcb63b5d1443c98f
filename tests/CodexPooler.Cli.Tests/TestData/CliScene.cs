using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using CodexPooler.Accounts;
using CodexPooler.Accounts.Access;
using CodexPooler.Simulator;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.OAuth;
using CodexPooler.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Cli.Tests.TestData;

/// <summary>
/// The accounts service as production has it, access enforced, on its socket and on an h2c port; the simulator as issuer.
/// </summary>
internal sealed partial class CliScene : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SimulatorHost _simulator;
    private readonly HttpClient _control;

    private CliScene(WebApplication app, SimulatorHost simulator, string folder)
    {
        (_app, _simulator, Folder) = (app, simulator, folder);
        _control = new() { BaseAddress = simulator.BaseAddress };
    }

    public string Folder { get; }

    public string Address => _app.Urls.First(url => url.StartsWith("http://127", StringComparison.Ordinal));

    public string Socket => Path.Combine(Folder, LocalSocket.FileName);

    public static async Task<CliScene> StartAsync()
    {
        var simulator = await SimulatorHost.StartAsync(default);
        var folder = Directory.CreateTempSubdirectory("pooler-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Provider"] = "Sqlite",
            ["Data:Folder"] = folder,
            ["Accounts:Vault:Folder"] = Path.Combine(folder, "vault"),
            ["Accounts:Issuer:Url"] = simulator.BaseAddress.ToString(),
            ["Accounts:Linking:UpstreamBase"] = simulator.BaseAddress.ToString(),
            ["Accounts:Linking:ShortestPoll"] = "00:00:00.050",
        });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.AddAccounts();
        builder.AddLocalSocket(folder);
        var app = builder.Build();
        app.MapAccounts();
        await app.StartAsync();
        var scene = new CliScene(app, simulator, folder);
        await scene._control.PutAsJsonAsync("/_control/oauth", new IssuerSettings { DeviceIntervalSeconds = 0 },
            ControlJson.Options);
        return scene;
    }

    public PoolerProcess Start(params string[] arguments) =>
        PoolerProcess.Start(new Dictionary<string, string> { ["CODEX_POOLER_DATA"] = Folder }, arguments);

    public async Task<PoolerRun> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Over the network, as an operator elsewhere.</summary>
    public async Task<PoolerRun> RunRemoteAsync(string token, params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["CODEX_POOLER_TOKEN"] = token, ["CODEX_POOLER_SERVER"] = Address };
        await using var process = PoolerProcess.Start(environment, arguments);
        return await process.EndAsync();
    }

    /// <summary>Runs a command that shows a code, and types that code as the person would.</summary>
    public async Task<PoolerRun> LinkAsync(string account, params string[] arguments)
    {
        await using var process = Start(arguments);
        await Eventually.TrueAsync(() => Code().IsMatch(process.Errors), "the code is shown");
        var code = Code().Match(process.Errors).Groups[1].Value;
        (await _control.PostAsJsonAsync("/_control/oauth/device", new DeviceDecision(code, account),
            ControlJson.Options)).EnsureSuccessStatusCode();
        return await process.EndAsync();
    }

    public async Task<string> AuthFileAsync(string account)
    {
        var answer = await _control.PostAsJsonAsync($"/_control/accounts/{account}/auth-json", new AuthFileOrder(),
            ControlJson.Options);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Signs in in a browser; answers with the address it ends on.</summary>
    public static async Task<string> SignInAsync(string authorizeUrl, string account)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        using var answer = await browser.GetAsync(new Uri($"{authorizeUrl}&account={account}"));
        return answer.Headers.Location!.OriginalString;
    }

    public async ValueTask DisposeAsync()
    {
        // Disposing alone does not wait for background work, and the database must not be closed under it.
        await _app.StopAsync();
        await _app.DisposeAsync();
        _control.Dispose();
        await _simulator.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    [GeneratedRegex(@"Type\s+(\S+-\S+)")]
    private static partial Regex Code();
}
