using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Agents;

public sealed class SimulatorAgents : AgentSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => SimulatorTarget.StartAsync();
}
