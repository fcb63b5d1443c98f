using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Turns;

public sealed class StandaloneSocketTurns : SocketTurnSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Standalone);
}
