using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Doctor;

[NewestVersion]
public sealed class DistributedDoctor : DoctorSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
