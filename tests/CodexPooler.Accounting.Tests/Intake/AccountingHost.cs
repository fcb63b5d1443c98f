using System.Net;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Tests.Intake;

/// <summary>The service inside the test's process, on a real broker and a real engine, with real sockets.</summary>
internal sealed class AccountingHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private AccountingHost(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    public string GrpcAddress => _app.Urls.Single();

    public static async Task<AccountingHost> StartAsync(DatabaseEngine engine, Uri broker)
    {
        var folder = Directory.CreateTempSubdirectory("codex-pooler-accounting-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Provider"] = engine.ToString(),
            ["Data:Folder"] = folder,
            ["Data:ConnectionString"] = engine == DatabaseEngine.Sqlite
                ? null
                : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(),
            ["Messaging:Broker"] = broker.ToString(),
            ["Accounting:Access:Enforced"] = "false",
            ["Accounting:Exports:Folder"] = Path.Combine(folder, "exports"),
        });
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.AddAccounting();
        var app = builder.Build();
        app.MapAccounting();
        await app.StartAsync();
        return new AccountingHost(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
