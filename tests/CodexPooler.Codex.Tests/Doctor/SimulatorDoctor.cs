using CodexPooler.Codex.Tests.Targets;

namespace CodexPooler.Codex.Tests.Doctor;

public sealed class SimulatorDoctor : DoctorSuite
{
    protected override Task<ICodexTarget> StartTargetAsync() => SimulatorTarget.StartAsync();
}
