using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Agents;

[NewestVersion]
public sealed class DistributedAgents : AgentSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
