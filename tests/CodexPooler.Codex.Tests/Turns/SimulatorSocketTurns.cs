using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Turns;

public sealed class SimulatorSocketTurns : SocketTurnSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => SimulatorTarget.StartAsync();
}
