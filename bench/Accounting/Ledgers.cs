using CodexPooler.Accounting;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Bench.Accounting;

/// <summary>The accounting service on a new database of either engine, answering gRPC on a loopback port.</summary>
internal static class Ledgers
{
    public static DatabaseEngine EngineOf(BenchArguments arguments) =>
        Enum.Parse<DatabaseEngine>(arguments.Text("engine", "Postgres"), ignoreCase: true);

    public static async Task<WebApplication> StartAsync(DatabaseEngine engine, string folder, Uri? broker)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Provider"] = engine.ToString(),
            ["Data:Folder"] = folder,
            ["Data:ConnectionString"] = engine == DatabaseEngine.Sqlite
                ? null
                : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(),
            ["Messaging:Transport"] = broker is null ? "InMemory" : "RabbitMq",
            ["Accounting:Access:Enforced"] = "false",
            ["Messaging:Broker"] = broker?.ToString() ?? "amqp://not-used/",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.AddAccounting();
        var app = builder.Build();
        app.MapAccounting();
        return app;
    }
}
