using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Failures;

public sealed class StandaloneSocketFailures : SocketFailureSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Standalone);
}
