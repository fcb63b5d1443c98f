using System.Runtime.Versioning;
using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Guides;

[UnsupportedOSPlatform("windows")]
public sealed class DistributedGuides : GuideSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
