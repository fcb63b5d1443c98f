using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Proxying;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Tests.Ingress;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Turns;
using CodexPooler.Edge.Upstream;
using CodexPooler.Grpc.InProcess;
using CodexPooler.Simulator;
using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Proxying;

/// <summary>Ingress, proxies, spool and the simulator; router and tokens are scripted, over real gRPC stubs.</summary>
public sealed class ProxyFixture : IAsyncLifetime
{
    private SimulatorHost? _simulator;
    private ServiceProvider? _backends;
    private InProcessChannel? _channel;
    private EdgeServer? _edge;

    internal ScriptedRouter Router { get; } = new();

    internal CredentialSwitch Credentials { get; } = new();

    internal SpoolFolder Spool { get; } = new(System.IO.Directory.CreateTempSubdirectory("pooler-spool-").FullName);

    internal EdgeServer Edge => _edge!;

    internal Uri Simulator => _simulator!.BaseAddress;

    internal bool AllowImages { get; init; } = true;

    /// <summary>What the spool holds of ended turns.</summary>
    internal IReadOnlyList<TurnSettled> Settled() =>
        [.. SpoolReader.Read(Spool, new(0, 0), new(long.MaxValue, long.MaxValue), int.MaxValue)
            .Where(record => record.Kind == SpoolRecordKind.Settled)
            .Select(record => TurnReplay.Read(record.Body.Span))];

    public async Task InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(CancellationToken.None);
        var services = new ServiceCollection().AddLogging().AddSingleton(_simulator);
        services.AddSingleton(Router).AddSingleton(Credentials);
        services.AddGrpc();
        _backends = services.BuildServiceProvider();
        _channel = new InProcessChannel(_backends).Serve<ScriptedRouter>().Serve<SimulatorCredentials>();
        var pool = new Pool { Id = "pool-1", Status = PoolStatus.Active, AllowImages = AllowImages };
        _edge = await IngressServer.StartAsync(TestDirectory.WithKey().Add(new Change { Pool = pool }), configure: edge => edge
            .AddSingleton(new Router.RouterClient(_channel))
            .AddSingleton(new Contracts.Credentials.V1.Credentials.CredentialsClient(_channel))
            .AddSingleton<AccountChoice>().AddSingleton<CredentialSource>().AddSingleton<UpstreamClient>()
            .AddSingleton<LeaseDesk>().AddSingleton<SpoolBacklog>().AddSingleton<EdgeTelemetry>().AddSingleton<TurnLedger>()
            .AddSingleton(Spool).AddSingleton<ISpoolDisk, SpoolDisk>().AddSingleton<SpoolWriter>()
            .AddProxying());
    }

    public async Task DisposeAsync()
    {
        if (_edge is not null) await _edge.DisposeAsync();
        if (_channel is not null) await _channel.DisposeAsync();
        if (_backends is not null) await _backends.DisposeAsync();
        if (_simulator is not null) await _simulator.DisposeAsync();
    }
}
