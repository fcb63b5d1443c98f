using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Edge.Tests.Proxying;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Tests.Turns;
using CodexPooler.Edge.Warmup;
using CodexPooler.Grpc.InProcess;
using CodexPooler.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Tests.Warmup;

/// <summary>The whole edge with its probes; nobody but a warm-up sends it a turn.</summary>
internal sealed class WarmingEdge : IAsyncDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("edge-warm-").FullName;
    private readonly ServiceProvider _backends;
    private readonly InProcessChannel _channel;
    private EdgeServer? _edge;

    private WarmingEdge()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(Router);
        services.AddGrpc();
        _backends = services.BuildServiceProvider();
        _channel = new InProcessChannel(_backends).Serve<ScriptedRouter>();
    }

    public ScriptedRouter Router { get; } = new();

    public RecordedTurns Turns { get; } = new();

    public WarmupLog Log { get; } = new();

    public string Spool => Path.Combine(_folder, "spool");

    public EdgeServer Server => _edge!;

    public IServiceProvider Services => Server.Services;

    public static async Task<WarmingEdge> StartAsync(int turns = 2, IRehearsal? rehearsal = null, TimeProvider? time = null)
    {
        var edge = new WarmingEdge();
        edge._edge = await EdgeServer.StartAsync(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Messaging:Transport"] = "InMemory",
                    ["Drain:Delay"] = "00:00:00",
                    ["Edge:Spool:Folder"] = edge.Spool,
                    ["Edge:Directory:File"] = Path.Combine(edge._folder, "directory"),
                    ["Edge:Warmup:Turns"] = $"{turns}",
                });
                if (time is not null) builder.Services.AddSingleton(time);
                builder.AddServiceDefaults("edge");
                builder.Logging.AddProvider(edge.Log).AddFilter<WarmupLog>(null, LogLevel.None)
                    .AddFilter<WarmupLog>("CodexPooler.Edge.Warmup", LogLevel.Information);
                builder.Services.AddKeyedSingleton("router", edge._channel.CreateCallInvoker());
                builder.Services.AddKeyedSingleton("accounts", edge._channel.CreateCallInvoker());
                builder.AddEdge();
                builder.Services.AddSingleton<IEventPublisher>(edge.Turns);
                if (rehearsal is not null) builder.Services.AddSingleton(rehearsal);
            },
            app =>
            {
                app.MapServiceDefaults();
                app.MapEdge();
            });
        return edge;
    }

    /// <summary>The readiness probe's status, and what it says of one check.</summary>
    public async Task<(HttpStatusCode Status, string? Why)> ReadyAsync(string check = "warm-up")
    {
        using var answer = await Server.Http.GetAsync("/healthz/ready");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.StatusCode, body.GetProperty("failing").TryGetProperty(check, out var why) ? why.GetString() : null);
    }

    public async Task<bool> IsReadyAsync() => (await ReadyAsync()).Status == HttpStatusCode.OK;

    public async ValueTask DisposeAsync()
    {
        if (_edge is not null) await _edge.DisposeAsync();
        await _channel.DisposeAsync();
        await _backends.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
