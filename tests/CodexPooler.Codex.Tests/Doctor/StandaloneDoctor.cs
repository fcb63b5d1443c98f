using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Doctor;

public sealed class StandaloneDoctor : DoctorSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Standalone);
}
