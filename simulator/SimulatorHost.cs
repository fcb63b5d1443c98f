using System.Net;
using CodexPooler.Simulator.Accounts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator;

/// <summary>A simulator of its own inside another process, on a loopback port.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SimulatorHost(WebApplication app, Uri baseAddress) => (_app, BaseAddress) = (app, baseAddress);

    /// <summary>Origin of backend, issuer and control API, e.g. http://127.0.0.1:4100/.</summary>
    public Uri BaseAddress { get; }

    internal IServiceProvider Services => _app.Services;

    public static Task<SimulatorHost> StartAsync(CancellationToken cancellationToken) =>
        StartAsync(options => options.Port = 0, cancellationToken);

    public static async Task<SimulatorHost> StartAsync(Action<SimulatorOptions> configure, CancellationToken cancellationToken)
    {
        var app = Build(configure);
        await app.StartAsync(cancellationToken);
        var features = app.Services.GetRequiredService<IServer>().Features;
        var address = features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return new SimulatorHost(app, new Uri(address + "/"));
    }

    /// <summary>A fresh access token of an account, e.g. to link it to a gateway without a login.</summary>
    public string IssueAccessToken(string accountId)
    {
        var account = Services.GetRequiredService<AccountDirectory>().Find(accountId)
            ?? throw new ArgumentException($"The simulator has no account {accountId}.", nameof(accountId));
        return Services.GetRequiredService<IAccessTokens>().Issue(account);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal static WebApplication Build(Action<SimulatorOptions> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "CodexPooler.Simulator" });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Whoever starts it is told by an exception and tells a person in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddSimulator(configure);
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            var options = kestrel.ApplicationServices.GetRequiredService<IOptions<SimulatorOptions>>().Value;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        return builder.Build().MapSimulator();
    }
}
