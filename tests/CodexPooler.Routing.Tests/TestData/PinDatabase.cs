using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Data;
using CodexPooler.Routing.Continuity;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>The pin store on a database of its own, migrated as the router does at its start.</summary>
internal sealed class PinDatabase : IAsyncDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("codex-pooler-pins-").FullName;
    private readonly IHost _host;

    private PinDatabase(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        settings["Data:Folder"] = _folder;
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddCodexPoolerData(RoutingModule.Name, typeof(RoutingModule).Assembly);
        _host = builder.Build();
    }

    public ManualTimeProvider Time { get; } = new();

    public DatabasePinStore Store { get; private set; } = null!;

    private long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<PinDatabase> StartAsync(Dictionary<string, string?> settings)
    {
        var database = new PinDatabase(settings);
        await database._host.StartAsync();
        database.Store = new DatabasePinStore(
            database._host.Services.GetRequiredKeyedService<IDatabase>(RoutingModule.Name), database.Time);
        return database;
    }

    public PinFact Pin(string account, long later) => new()
    {
        Kind = PinKind.PreviousResponse,
        HashHigh = ulong.MaxValue,
        HashLow = 5,
        AccountId = account,
        Generation = 2,
        AtMs = Now + later,
        ExpiresAtMs = Now + 86_400_000,
        CachedTokens = 1234,
    };

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
