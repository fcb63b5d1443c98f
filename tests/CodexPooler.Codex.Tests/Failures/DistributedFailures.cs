using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Failures;

[NewestVersion]
public sealed class DistributedFailures : FailureSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
