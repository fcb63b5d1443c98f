using CodexPooler.Simulator;
using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Simulated;

namespace CodexPooler.Codex.Tests.Targets;

/// <summary>No gateway at all: the CLI straight at the simulator.</summary>
internal sealed class SimulatorTarget : ICodexTarget
{
    private readonly SimulatorHost _host;

    private SimulatorTarget(SimulatorHost host)
    {
        _host = host;
        ApiKey = host.IssueAccessToken("acct-plus");
        Simulator = new SimulatorControl(host.BaseAddress);
    }

    public Uri BaseUrl => new(_host.BaseAddress, "/backend-api/codex");

    public string ApiKey { get; }

    public SimulatorControl Simulator { get; }

    public static async Task<ICodexTarget> StartAsync() =>
        new SimulatorTarget(await SimulatorHost.StartAsync(CancellationToken.None));

    public CodexSandbox Configure(CodexSandbox sandbox, CodexSettings settings) => sandbox.With(settings);

    public Task CheckAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Simulator.Dispose();
        await _host.DisposeAsync();
    }
}
