using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Compaction;

[NewestVersion]
public sealed class DistributedCompaction : CompactionSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
