using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Documents;
using CodexPooler.Testing.Ledgers;
using CodexPooler.Testing.Simulated;
using CodexPooler.Testing.Topology;

namespace CodexPooler.Codex.Tests.Targets;

/// <summary>A gateway shared with other tests; the seat at it, and the one account behind that, are this test's own.</summary>
internal sealed class GatewayTarget : ICodexTarget
{
    public const string KeyVariable = "CODEX_POOLER_API_KEY";

    private readonly GatewayRig _rig;
    private Seat _seat;

    private GatewayTarget(GatewayRig rig, Seat seat, SimulatorControl simulator) =>
        (_rig, _seat, Simulator) = (rig, seat, simulator);

    public Uri BaseUrl => new(_rig.Installation.Clients, "/backend-api/codex");

    public string ApiKey => _seat.ApiKey;

    public SimulatorControl Simulator { get; }

    public static async Task<ICodexTarget> StartAsync(Task<GatewayRig> starting)
    {
        var rig = await starting;
        var account = $"acct-{Guid.CreateVersion7():N}";
        var simulator = new SimulatorControl(rig.Simulator, account);
        await simulator.SendAsync(HttpMethod.Post, "accounts", new { id = account, plan = "plus" });
        return new GatewayTarget(rig, await rig.Installation.SeatAsync(simulator, account), simulator);
    }

    /// <summary>The guide's own block for the transport, word for word but for the address.</summary>
    public CodexSandbox Configure(CodexSandbox sandbox, CodexSettings settings)
    {
        var provider = settings.WebSockets ? "codex-pooler-ws" : "codex-pooler-http";
        var block = ClientGuide.Read("codex-cli.md").Block("toml", $"[model_providers.{provider}]", _rig.Installation.Clients);
        sandbox.Environment[KeyVariable] = ApiKey;
        return sandbox.WithConfig(settings.Quiet(block));
    }

    public async Task ReplaceKeyAsync() => _seat = await _rig.Installation.ReplaceKeyAsync(_seat);

    public Task CheckAsync() => _rig.Installation.ShouldAgreeAsync(Simulator, _seat);

    public ValueTask DisposeAsync()
    {
        Simulator.Dispose();
        return ValueTask.CompletedTask;
    }
}
