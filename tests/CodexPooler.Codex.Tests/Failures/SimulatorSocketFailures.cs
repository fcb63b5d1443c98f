using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Failures;

public sealed class SimulatorSocketFailures : SocketFailureSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => SimulatorTarget.StartAsync();
}
