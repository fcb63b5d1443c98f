using CodexPooler.Codex.Tests.Targets;
using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Simulated;
using Xunit;

namespace CodexPooler.Codex.Tests;

/// <summary>Base of every suite: a system under test of its own for each test, and sandboxes that point the CLI at it.</summary>
public abstract class CodexSuite : IAsyncLifetime
{
    private readonly List<CodexSandbox> _sandboxes = [];
    private OutsideProxy? _outside;
    private ICodexTarget? _target;

    protected ICodexTarget Target => _target ?? throw new InvalidOperationException("The target has not been started.");

    protected SimulatorControl Simulator => Target.Simulator;

    /// <summary>Where everything the CLI sends outside ends.</summary>
    protected OutsideProxy Outside => _outside ?? throw new InvalidOperationException("The target has not been started.");

    public async Task InitializeAsync()
    {
        _target = await StartTargetAsync();
        _outside = OutsideProxy.Start(ServedHosts);
    }

    public async Task DisposeAsync()
    {
        try
        {
            if (_target is not null) await _target.CheckAsync();
        }
        finally
        {
            foreach (var sandbox in _sandboxes) sandbox.Dispose();
            if (_outside is not null) await _outside.DisposeAsync();
            if (_target is not null) await _target.DisposeAsync();
        }
    }

    protected abstract Task<ICodexTarget> StartTargetAsync();

    /// <summary>Outside hosts that the test serves itself. 0.98 asks the platform's model list before each turn and would wait
    /// five seconds for it: the simulator's 404 is answer enough.</summary>
    protected virtual IReadOnlyDictionary<string, Uri> ServedHosts =>
        new Dictionary<string, Uri> { ["api.openai.com"] = Simulator.BaseAddress };

    protected static CodexCapabilities Can(string version) => CodexCapabilities.Of(CodexVersion.Of(version));

    /// <summary>A sandbox whose CLI uses the target, over HTTP unless the settings are changed.</summary>
    protected CodexSandbox Sandbox(string version, Func<CodexSettings, CodexSettings>? change = null)
    {
        var settings = new CodexSettings(Target.BaseUrl) { ApiKey = Target.ApiKey };
        return Target.Configure(EmptySandbox(version), change?.Invoke(settings) ?? settings);
    }

    protected CodexSandbox EmptySandbox(string version)
    {
        var sandbox = new CodexSandbox(CodexVersion.Of(version)).Through(Outside);
        _sandboxes.Add(sandbox);
        return sandbox;
    }
}
