using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Turns;

[NewestVersion]
public sealed class DistributedSocketTurns : SocketTurnSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
