using System.Net;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Postgres;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rpc = CodexPooler.Contracts.Directory.V1.Directory;

namespace CodexPooler.Accounts.Tests;

/// <summary>The accounts service on a real HTTP/2 port over a real database.</summary>
internal sealed class AccountsHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;
    private readonly TempFolder _folder;
    private readonly IReadOnlyDictionary<string, string?> _settings;

    private AccountsHost(
        WebApplication app, GrpcChannel channel, TempFolder folder, IReadOnlyDictionary<string, string?> settings) =>
        (_app, _channel, _folder, _settings) = (app, channel, folder, settings);

    public IServiceProvider Services => _app.Services;

    public DirectoryAdmin.DirectoryAdminClient Admin => new(_channel);

    public Contracts.Credentials.V1.Linking.LinkingClient Linking => new(_channel);

    public Contracts.Credentials.V1.Credentials.CredentialsClient Credentials => new(_channel);

    public CredentialAdmin.CredentialAdminClient CredentialAdmin => new(_channel);

    public Uri Address => new(_app.Urls.First());

    public string Folder => _folder.Path;

    public Rpc.DirectoryClient Directory => new(_channel);

    public Contracts.Directory.V1.Quota.QuotaClient Quota => new(_channel);

    public Contracts.Directory.V1.Catalogue.CatalogueClient Catalogue => new(_channel);

    public static Task<AccountsHost> StartAsync(string engine = "Sqlite", params (string Key, string Value)[] settings) =>
        StartAsync(engine, null, settings);

    public static async Task<AccountsHost> StartAsync(
        string engine, Action<IServiceCollection>? configure, params (string Key, string Value)[] settings)
    {
        var folder = new TempFolder();
        var configuration = new Dictionary<string, string?>
        {
            ["Data:Provider"] = engine,
            ["Accounts:Vault:Folder"] = Path.Combine(folder.Path, "vault"),
            ["Accounts:Access:Enforced"] = "false",
        };
        if (engine == "Postgres")
            configuration["Data:ConnectionString"] = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        else configuration["Data:Folder"] = folder.Path;
        foreach (var (key, value) in settings) configuration[key] = value;

        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Logging.ClearProviders();
        var port = builder.Configuration.GetValue("Test:Port", 0);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        configure?.Invoke(builder.Services);
        builder.AddAccounts();
        var app = builder.Build();
        app.MapAccounts();
        await app.StartAsync();
        return new(app, GrpcChannel.ForAddress(app.Urls.First()), folder, configuration);
    }

    /// <summary>Another replica over the same database and vault.</summary>
    public Task<AccountsHost> BesideAsync() => StartAsync(
        _settings["Data:Provider"]!, null, [.. _settings.Select(setting => (setting.Key, setting.Value!))]);

    public async Task<Pool> CreatePoolAsync(string slug) => await Admin.SavePoolAsync(new() { Pool = new() { Slug = slug } });

    public async Task<CreatedKey> CreateKeyAsync(string poolId, string name = "laptop") =>
        await Admin.CreateKeyAsync(new() { Key = new() { PoolId = poolId, Name = name } });

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        // Disposing alone does not wait for background work, and the database must not be closed under it.
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
