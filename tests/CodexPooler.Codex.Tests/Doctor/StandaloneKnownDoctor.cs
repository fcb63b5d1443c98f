using System.Runtime.Versioning;
using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Doctor;

[UnsupportedOSPlatform("windows")]
public sealed class StandaloneKnownDoctor : KnownDoctorSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Standalone);
}
