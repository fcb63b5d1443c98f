using System.Runtime.Versioning;
using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Doctor;

[UnsupportedOSPlatform("windows")]
public sealed class DistributedKnownDoctor : KnownDoctorSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
