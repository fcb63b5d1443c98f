using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge;
using CodexPooler.Grpc.InProcess;
using CodexPooler.Routing.Serving;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.ServiceDefaults;
using CodexPooler.Simulator;
using CodexPooler.Testing.Time;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace CodexPooler.Routing.Tests.Turns;

/// <summary>Edge, router and simulator as one: what an upstream does and who is selected after it are both real.</summary>
internal sealed class TurnRig : IAsyncDisposable
{
    public const string Model = "gpt-5.5";
    public const string OtherModel = "gpt-5.4";
    public const string Path = "/backend-api/codex/responses";
    public const string Secret = "sk-cxp-0123456789ab-secret";

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("turns-").FullName;
    private readonly SimulatorHost _simulator;
    private readonly HttpClient _control;
    private readonly ServiceProvider _backends;
    private readonly InProcessChannel _channel;
    private WebApplication _edge = null!;

    private TurnRig(SimulatorHost simulator, DirectoryBuilder directory, TimeProvider time)
    {
        _simulator = simulator;
        _control = new HttpClient { BaseAddress = simulator.BaseAddress };
        directory.Key(RouterRig.Key, k => k.Hash = ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(Secret))));
        Core = new RouterCore(new RoutingOptions(), "r1", new RecordingOutbox(), time);
        Core.Adopt(directory.Build());
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(simulator).AddSingleton(Credentials).AddSingleton(Notes).AddSingleton(Core)
            .AddSingleton(new AccountsFeed(directory.Build())).AddSingleton(TimeProvider.System)
            .AddSingleton<RouterMetrics>().AddSingleton(new FactIntake(Core, time)).AddSingleton<RouterService>();
        services.AddGrpc();
        _backends = services.BuildServiceProvider();
        _channel = new InProcessChannel(_backends).Serve<WitnessedRouter>().Serve<SimulatedCredentials>()
            .Serve<DirectoryFeedService>().Serve<QuotaFeedService>();
    }

    public RouterCore Core { get; }

    public WitnessedRouter.Notes Notes { get; } = new();

    public SimulatedCredentials.State Credentials { get; } = new();

    public HttpClient Http { get; private set; } = null!;

    public static Task<TurnRig> StartAsync(DirectoryBuilder directory, params string[] settings) =>
        StartAsync(directory, TimeProvider.System, settings);

    /// <param name="routerTime">The router's clock; edge and simulator keep real time.</param>
    public static async Task<TurnRig> StartAsync(DirectoryBuilder directory, TimeProvider routerTime, params string[] settings)
    {
        var rig = new TurnRig(await SimulatorHost.StartAsync(CancellationToken.None), directory, routerTime);
        await rig.StartEdgeAsync(settings);
        return rig;
    }

    public async Task ControlAsync(string path, object body)
    {
        using var answer = await _control.PostAsJsonAsync("/_control/" + path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Every request for a turn the simulator got, in order.</summary>
    public async Task<JsonElement[]> LedgerAsync() =>
    [
        .. (await _control.GetFromJsonAsync<JsonElement>("/_control/ledger")).GetProperty("requests").EnumerateArray()
            .Where(row => row.GetProperty("route").GetString()!.StartsWith("responses", StringComparison.Ordinal)),
    ];

    public Task<HttpResponseMessage> SendAsync(
        string text, string model = Model, string? session = null, CancellationToken cancellationToken = default) =>
        SendAsync(TurnMessage.Of(text, model, session), session, cancellationToken);

    public async Task<HttpResponseMessage> SendAsync(
        JsonObject body, string? session = null, CancellationToken cancellationToken = default)
    {
        var json = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var request = Request(json);
        if (session is not null)
            request.Headers.Add("session_id", session);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>One turn to its end: what the client saw.</summary>
    public async Task<(HttpStatusCode Status, string Body)> TurnAsync(
        string text, string model = Model, string? session = null)
    {
        using var answer = await SendAsync(text, model, session);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (_edge is not null)
        {
            await _edge.StopAsync();
            await _edge.DisposeAsync();
        }

        await _channel.DisposeAsync();
        await _backends.DisposeAsync();
        await _simulator.DisposeAsync();
        _control.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private static HttpRequestMessage Request(HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        return request;
    }

    private async Task StartEdgeAsync(string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        string[] all =
        [
            "Messaging:Transport=InMemory", "Drain:Delay=00:00:00",
                "Edge:Spool:Folder=" + System.IO.Path.Combine(_folder, "spool"),
            "Edge:Directory:File=" + System.IO.Path.Combine(_folder, "directory"), .. settings,
        ];
        builder.Configuration.AddInMemoryCollection(
            all.Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], (string?)s[1])));
        builder.AddServiceDefaults("edge");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddKeyedSingleton("router", _channel.CreateCallInvoker());
        builder.Services.AddKeyedSingleton("accounts", _channel.CreateCallInvoker());
        builder.AddEdge();
        _edge = builder.Build();
        _edge.MapEdge();
        await _edge.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_edge.Urls.First()), Timeout = TimeSpan.FromSeconds(30) };
        await Eventually.TrueAsync(async () => await KnowsTheKeyAsync(), "the edge heard the directory");
    }

    private async Task<bool> KnowsTheKeyAsync()
    {
        using var request = Request(new StringContent("{", Encoding.UTF8, new MediaTypeHeaderValue("application/json")));
        using var answer = await Http.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.BadRequest;
    }
}
