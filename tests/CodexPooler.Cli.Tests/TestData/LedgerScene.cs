using System.Net;
using CodexPooler.Accounting;
using CodexPooler.Accounts;
using CodexPooler.Accounts.Access;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Cli.Tests.TestData;

/// <summary>Accounts and accounting with access enforced, on one socket and one h2c port.</summary>
internal sealed class LedgerScene : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly string _address;

    private LedgerScene(WebApplication app, string folder, string address) => (_app, _folder, _address) = (app, folder, address);

    public static async Task<LedgerScene> StartAsync(Uri? broker = null)
    {
        var folder = Directory.CreateTempSubdirectory("pooler-").FullName;
        var port = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Folder"] = folder,
            ["Accounts:Vault:Folder"] = Path.Combine(folder, "vault"),
            ["Accounting:Exports:Folder"] = Path.Combine(folder, "exports"),
            ["Messaging:Transport"] = broker is null ? "InMemory" : "RabbitMq",
            ["Messaging:Broker"] = broker?.ToString() ?? "amqp://not-used/",
            ["Peers:Accounts"] = $"http://127.0.0.1:{port}",
        });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.AddAccounts();
        builder.AddAccounting();
        builder.AddLocalSocket(folder);
        var app = builder.Build();
        app.MapAccounts();
        app.MapAccounting();
        await app.StartAsync();
        return new(app, folder, $"http://127.0.0.1:{port}");
    }

    public Task PublishAsync(params TurnSettled[] turns) =>
        _app.Services.GetRequiredService<IEventPublisher>().PublishAsync(turns, default);

    public string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    public Task<PoolerRun> RunAsync(params string[] arguments) => RunAsync(new() { ["CODEX_POOLER_DATA"] = _folder }, arguments);

    /// <summary>Over the network, as an operator elsewhere.</summary>
    public Task<PoolerRun> RunRemoteAsync(string token, params string[] arguments) =>
        RunAsync(new() { ["CODEX_POOLER_TOKEN"] = token, ["CODEX_POOLER_SERVER"] = _address }, arguments);

    public async Task<string> TokenAsync(string name, params string[] role)
    {
        (await RunAsync(["operator", "create", name, .. role])).ShouldEnd(0);
        var created = await RunAsync("operator", "token", "create", name, "--json");
        return created.ShouldEnd(0).Json.GetProperty("secret").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<PoolerRun> RunAsync(Dictionary<string, string> environment, string[] arguments)
    {
        await using var process = PoolerProcess.Start(environment, arguments);
        return await process.EndAsync();
    }
}
