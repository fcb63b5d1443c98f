using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Compaction;

public sealed class StandaloneCompaction : CompactionSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Standalone);
}
