using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Turns;

public sealed class StandaloneTurns : TurnSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Standalone);
}
