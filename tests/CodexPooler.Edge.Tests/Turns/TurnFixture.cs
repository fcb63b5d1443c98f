using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Tests.Proxying;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Grpc.InProcess;
using CodexPooler.ServiceDefaults;
using CodexPooler.Simulator;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Turns;

/// <summary>The whole edge before the simulator; router and tokens are scripted, over real gRPC stubs.</summary>
public sealed class TurnFixture : IAsyncLifetime
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("edge-").FullName;
    private readonly HttpClient _control = new();
    private SimulatorHost? _simulator;
    private ServiceProvider? _backends;
    private InProcessChannel? _channel;
    private EdgeServer? _edge;

    internal ScriptedRouter Router { get; } = new();

    internal CredentialSwitch Credentials { get; } = new();

    internal RecordedTurns Turns { get; } = new();

    internal TestDirectory Directory { get; } = TestDirectory.WithKey();

    /// <summary>What differs from a test's usual settings.</summary>
    internal Dictionary<string, string?> Settings { get; } = [];

    internal EdgeServer Edge => _edge!;

    public async Task InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(CancellationToken.None);
        _control.BaseAddress = _simulator.BaseAddress;
        var services = new ServiceCollection().AddLogging().AddSingleton(Router).AddSingleton(Credentials)
            .AddSingleton(_simulator);
        services.AddGrpc();
        _backends = services.BuildServiceProvider();
        _channel = new InProcessChannel(_backends).Serve<ScriptedRouter>().Serve<SimulatorCredentials>();
        _edge = await EdgeServer.StartAsync(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Messaging:Transport"] = "InMemory",
                    ["Drain:Delay"] = "00:00:00",
                    ["Edge:Spool:Folder"] = Path.Combine(_folder, "spool"),
                    ["Edge:Directory:File"] = Path.Combine(_folder, "directory"),
                    ["Edge:Upstream:HeadersTimeout"] = "00:00:02",
                    ["Edge:Upstream:IdleTimeout"] = "00:00:03",
                    ["Edge:Upstream:KeepAliveAfter"] = "00:00:01",
                });
                builder.Configuration.AddInMemoryCollection(Settings);
                builder.AddServiceDefaults("edge");
                builder.Services.AddKeyedSingleton("router", _channel.CreateCallInvoker());
                builder.Services.AddKeyedSingleton("accounts", _channel.CreateCallInvoker());
                builder.AddEdge();
                builder.Services.AddSingleton(Directory.Holder);
                builder.Services.AddSingleton<IEventPublisher>(Turns);
            },
            app => app.MapEdge());
    }

    internal Task FaultAsync(object fault) => SendControlAsync("/_control/faults", fault);

    internal Task ResetAsync() => SendControlAsync("/_control/reset", new { });

    internal async Task<JsonElement[]> LedgerAsync(string route = "responses")
    {
        var ledger = await _control.GetFromJsonAsync<JsonElement>("/_control/ledger");
        return [.. ledger.GetProperty("requests").EnumerateArray().Where(row => row.GetProperty("route").GetString() == route)];
    }

    internal async Task<HttpResponseMessage> TurnAsync(string text, CancellationToken cancellationToken = default)
    {
        var body = JsonSerializer.Serialize(new
        {
            model = "gpt-5.5",
            stream = true,
            store = false,
            instructions = "Be brief.",
            input = new[] { new { type = "message", role = "user", content = new[] { new { type = "input_text", text } } } },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/backend-api/codex/responses")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new("Bearer", TestDirectory.Key);
        return await Edge.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    internal async Task<TurnSettled> SettledAsync(int count = 1)
    {
        await Eventually.TrueAsync(() => Turns.All.Count >= count, $"{count} turns are settled");
        Turns.All.Count.ShouldBe(count);
        return Turns.All.Last();
    }

    public async Task DisposeAsync()
    {
        if (_edge is not null) await _edge.DisposeAsync();
        if (_channel is not null) await _channel.DisposeAsync();
        if (_backends is not null) await _backends.DisposeAsync();
        if (_simulator is not null) await _simulator.DisposeAsync();
        _control.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    internal Task ControlAsync(string path, object body) => SendControlAsync(path, body);

    private async Task SendControlAsync(string path, object body)
    {
        using var answer = await _control.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
