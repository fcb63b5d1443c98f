using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Compaction;

public sealed class SimulatorCompaction : CompactionSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => SimulatorTarget.StartAsync();
}
