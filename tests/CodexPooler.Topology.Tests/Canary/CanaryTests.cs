using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Simulator;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Simulated;
using CodexPooler.Testing.Time;
using CodexPooler.Testing.Topology;
using CodexPooler.Topology.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests.Canary;

/// <summary>
/// Runs accounts, logins and turns of every kind, served and failed, with logging at its loudest, then looks for every secret and
/// every word of a turn in all that was logged, stored, spooled, published, measured or traced.
/// </summary>
public sealed class CanaryTests
{
    private const string TraceLine = "\"level\":\"trace\"";

    private static readonly Dictionary<string, string> Loud = new()
    {
        ["Log:Format"] = "Json",
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
        ["Logging:LogLevel:System.Net.Http"] = "Trace",
        ["Logging:LogLevel:MassTransit"] = "Trace",
        // Every account fails here, on purpose.
        ["Routing:ProviderIncident:Accounts"] = "1000",
    };

    private readonly Canaries _canaries = new();
    private readonly CanaryPlaces _places = new();

    [Fact]
    public async Task Run_InOneProcess_LeavesNothingOfATurnAndNoSecretInClear()
    {
        await using var simulator = await SimulatorHost.StartAsync(CancellationToken.None);
        await using var collector = await TraceCollector.StartAsync();
        await using var topology = await StandaloneTopology.StartAsync(
            [.. Settings(simulator, collector).Select(setting => $"--{setting.Key}={setting.Value}")]);

        var scene = await RunAsync(topology, simulator);
        await _places.AddMetricsAsync(topology.Member);
        await topology.Member.AskToLeaveAsync();
        (await topology.Member.ExitAsync()).ShouldBe(0);

        _places.Add("log of standalone", topology.Member.Log);
        _places.AddFiles(topology.DataFolder);
        AddExports(collector);
        _places.Shows(".db", scene.PoolName).ShouldBeTrue("the database can be read");
        ShouldHoldNone(scene);
    }

    [TopologyFact]
    public async Task Run_AsServices_LeavesNothingOfATurnAndNoSecretInClear()
    {
        await using var simulator = await SimulatorHost.StartAsync(CancellationToken.None);
        await using var collector = await TraceCollector.StartAsync();
        await using var topology = await DistributedTopology.StartAsync(Settings(simulator, collector).ToDictionary(
            setting => "CODEX_POOLER__" + setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value));
        await using var tap = await BrokerTap.OpenAsync(await RabbitMqServer.SharedAsync(), topology.Broker);

        var scene = await RunAsync(topology, simulator);
        foreach (var service in topology.Services) await _places.AddMetricsAsync(service);
        foreach (var service in topology.Services) await service.AskToLeaveAsync();
        foreach (var service in topology.Services) (await service.ExitAsync()).ShouldBe(0, service.Name);

        foreach (var member in topology.Services.Concat(topology.Sidecars)) _places.Add($"log of {member.Name}", member.Log);
        foreach (var message in tap.Messages) _places.Add("a message on the broker", message);
        _places.AddFiles(topology.Folder);
        _places.Add("the database", await PostgresDump.OfAsync(topology.Database), isDatabase: true);
        AddExports(collector);
        _places.Shows("the database", scene.PoolName).ShouldBeTrue("the database can be read");
        _places.Shows("a message on the broker", scene.PoolId).ShouldBeTrue("messages are heard");
        ShouldHoldNone(scene);
    }

    private static Dictionary<string, string> Settings(SimulatorHost simulator, TraceCollector collector) => new(Loud)
    {
        ["Accounts:Issuer:Url"] = simulator.BaseAddress.ToString(),
        ["Accounts:Linking:UpstreamBase"] = simulator.BaseAddress.ToString(),
        ["Telemetry:OtlpEndpoint"] = collector.Address,
    };

    private async Task<CanaryScene> RunAsync(IInstallation installation, SimulatorHost simulator)
    {
        using var control = new SimulatorControl(simulator.BaseAddress);
        var scene = new CanaryScene(installation, control, _canaries);
        await scene.BuildAsync();
        using var turns = new CanaryTurns(installation.Clients, scene.Key, control, _canaries);
        await turns.RunAsync();
        foreach (var (kind, end) in CanaryTurns.Expected) turns.Ends[kind].ShouldMatch(end, kind);
        var ledger = new Ledger.LedgerClient(installation.OperatorOf("accounting"));
        var request = new ListTurnsRequest { PoolId = scene.PoolId };
        await Eventually.TrueAsync(
            async () => (await ledger.ListTurnsAsync(request)).Turns.Count >= CanaryTurns.Turns, "the turns are in the ledger");
        return scene;
    }

    private void AddExports(TraceCollector collector)
    {
        foreach (var export in collector.Exports) _places.Add("an export to the collector", export);
    }

    private void ShouldHoldNone(CanaryScene scene)
    {
        _places.Shows(".spool", scene.PoolId).ShouldBeTrue("the spool can be read");
        _places.Shows("metrics of", "codexpooler_edge_turns").ShouldBeTrue("metrics are there");
        _places.Shows("an export", "backend.responses").ShouldBeTrue("traces are there");
        _places.Shows("log of", TraceLine).ShouldBeTrue("the log is loud");
        _places.Leaks(_canaries).ShouldBeEmpty();
    }
}
