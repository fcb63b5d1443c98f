using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Simulated;

namespace CodexPooler.Codex.Tests.Targets;

/// <summary>The system under test that the CLI is pointed at; what stands behind it is always the simulator.</summary>
public interface ICodexTarget : IAsyncDisposable
{
    /// <summary>What users write as base_url.</summary>
    Uri BaseUrl { get; }

    /// <summary>What users put into env_key's variable.</summary>
    string ApiKey { get; }

    SimulatorControl Simulator { get; }

    /// <summary>Writes the configuration of a CLI that is to use the target.</summary>
    CodexSandbox Configure(CodexSandbox sandbox, CodexSettings settings);

    /// <summary>What must hold once a test's clients are gone.</summary>
    Task CheckAsync();
}
