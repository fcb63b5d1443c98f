using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using CodexPooler.Simulator;
using CodexPooler.Testing;
using CodexPooler.Testing.Simulated;
using CodexPooler.Testing.Topology;

namespace CodexPooler.Cli.Tests.TestData;

/// <summary>
/// The whole system as one process, with two accounts of the simulated backend and a key that may see decisions; reached over its
/// socket and over its gRPC port.
/// </summary>
public sealed partial class RouterScene : IAsyncLifetime
{
    private readonly int _grpcPort = FreePort.Next();
    private readonly HttpClient _client = new();
    private SimulatorHost? _simulator;
    private StandaloneTopology? _topology;

    internal SimulatorControl Control { get; private set; } = null!;

    internal Seat Seat { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(options => (options.Port, options.EventsPerSecond) = (0, 20), default);
        Control = new SimulatorControl(_simulator.BaseAddress);
        _topology = await StandaloneTopology.StartAsync(
            "--grpc-port", $"{_grpcPort}", $"--Accounts:Issuer:Url={_simulator.BaseAddress}",
            $"--Accounts:Linking:UpstreamBase={_simulator.BaseAddress}");
        Seat = await _topology.SeatAsync(Control, "acct-plus", "acct-pro");
        (await RunAsync("pool", "edit", Seat.PoolId, "--strategy", "fill-first")).ShouldEnd(0);
        var key = await RunAsync("key", "create", Seat.PoolId, "laptop", "--sees-decisions", "--json");
        _client.BaseAddress = _topology.Clients;
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", key.ShouldEnd(0).Json.GetProperty("secret").GetString());
    }

    internal async Task<PoolerRun> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.EndAsync();
    }

    internal PoolerProcess Start(params string[] arguments) => PoolerProcess.Start(
        new Dictionary<string, string> { ["CODEX_POOLER_DATA"] = _topology!.DataFolder }, arguments);

    /// <summary>Over the network, as an operator elsewhere.</summary>
    internal async Task<PoolerRun> RunRemoteAsync(string token, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["CODEX_POOLER_TOKEN"] = token,
            ["CODEX_POOLER_SERVER"] = $"http://127.0.0.1:{_grpcPort}",
        };
        await using var process = PoolerProcess.Start(environment, arguments);
        return await process.EndAsync();
    }

    internal async Task<string> TokenAsync(string name, params string[] role)
    {
        (await RunAsync(["operator", "create", name, .. role])).ShouldEnd(0);
        return (await RunAsync("operator", "token", "create", name, "--json")).ShouldEnd(0).Json.GetProperty("secret")
            .GetString()!;
    }

    /// <summary>Begins a turn and tells its id as soon as it is served; ended by disposing or reading it.</summary>
    internal async Task<(string TurnId, HttpResponseMessage Answer)> BeginAsync(string text)
    {
        var answer = await AskAsync(text);
        answer.IsSuccessStatusCode.ShouldBeTrue(answer.ToString());
        var decision = answer.Headers.GetValues("x-pool-decision").Single();
        return (TurnId().Match(decision).Groups[1].Value, answer);
    }

    internal async Task<string> ServedAsync(string text = "SAY:hiEND")
    {
        var (turn, answer) = await BeginAsync(text);
        using (answer) await answer.Content.ReadAsStringAsync();
        return turn;
    }

    internal async Task<HttpResponseMessage> AskAsync(string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/backend-api/codex/responses")
        {
            Content = JsonContent.Create(new
            {
                model = "gpt-5.5",
                stream = true,
                store = false,
                instructions = "Be brief.",
                input = new[] { new { type = "message", role = "user", content = new[] { new { type = "input_text", text } } } },
            }),
        };
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        Control?.Dispose();
        if (_topology is not null) await _topology.DisposeAsync();
        if (_simulator is not null) await _simulator.DisposeAsync();
    }

    [GeneratedRegex("turn=([0-9a-f-]{36});")]
    private static partial Regex TurnId();
}
