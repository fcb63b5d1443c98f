using System.Collections.Concurrent;
using CodexPooler.Simulator;
using CodexPooler.Testing.Simulated;
using CodexPooler.Testing.Topology;
using Xunit;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>
/// One installation with short patience before one simulator. Every row has accounts and a Pool of its own, so the rows run side
/// by side and none sees another's faults.
/// </summary>
public sealed class MatrixRig : IAsyncLifetime
{
    private const int Together = 64;

    private static readonly string[] Settings =
    [
        "Edge:Upstream:HeadersTimeout=00:00:05", "Edge:Upstream:FirstEventTimeout=00:00:05", "Edge:Upstream:IdleTimeout=00:00:06",
        "Edge:Upstream:HoldBack=00:00:01", "Edge:Upstream:KeepAliveAfter=00:00:01",
        // Rows fail on many accounts at once on purpose.
        "Routing:ProviderIncident:Accounts=1000",
    ];

    private readonly SemaphoreSlim _places = new(Together);
    private readonly ConcurrentDictionary<string, Lazy<Task<RowResult>>> _results = new();
    private SimulatorHost? _simulator;
    private StandaloneTopology? _installation;

    public async Task InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(CancellationToken.None);
        _installation = await StandaloneTopology.StartAsync(
        [
            .. Settings.Select(setting => "--" + setting),
            $"--Accounts:Issuer:Url={_simulator.BaseAddress}", $"--Accounts:Linking:UpstreamBase={_simulator.BaseAddress}",
        ]);
    }

    /// <summary>The first test that asks has all rows of its table run.</summary>
    public Task<RowResult> ResultOfAsync(FaultRow row, IReadOnlyList<FaultRow> table, Func<RowRun, Task<RowResult>> run)
    {
        foreach (var other in table) _ = Start(other).Value;
        return Start(row).Value;

        Lazy<Task<RowResult>> Start(FaultRow one) => _results.GetOrAdd(one.Name, _ => new(() => RunAsync(one, run)));
    }

    public async Task DisposeAsync()
    {
        if (_installation is not null) await _installation.DisposeAsync();
        if (_simulator is not null) await _simulator.DisposeAsync();
        _places.Dispose();
    }

    private async Task<RowResult> RunAsync(FaultRow row, Func<RowRun, Task<RowResult>> run)
    {
        await _places.WaitAsync();
        try
        {
            // Its own accounts only: it need not wait for what hangs in other rows.
            string[] accounts = [$"acct-{Guid.CreateVersion7():N}", $"acct-{Guid.CreateVersion7():N}"];
            using var control = new SimulatorControl(_simulator!.BaseAddress, accounts: accounts);
            return await run(new RowRun(row, _installation!, control, accounts));
        }
        finally
        {
            _places.Release();
        }
    }
}
