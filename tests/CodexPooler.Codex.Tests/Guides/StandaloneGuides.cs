using System.Runtime.Versioning;
using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Guides;

[UnsupportedOSPlatform("windows")]
public sealed class StandaloneGuides : GuideSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Standalone);
}
