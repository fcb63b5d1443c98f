using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Failures;

[NewestVersion]
public sealed class DistributedSocketFailures : SocketFailureSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
