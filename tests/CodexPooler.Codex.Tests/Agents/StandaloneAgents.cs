using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Agents;

public sealed class StandaloneAgents : AgentSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Standalone);
}
