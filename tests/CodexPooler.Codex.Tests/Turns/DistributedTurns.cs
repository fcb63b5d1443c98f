using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Turns;

[NewestVersion]
public sealed class DistributedTurns : TurnSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
