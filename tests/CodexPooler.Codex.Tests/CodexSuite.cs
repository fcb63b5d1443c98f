using CodexPooler.Codex.Tests.Targets;
using CodexPooler.Testing.Codex;
using Xunit;

namespace CodexPooler.Codex.Tests;

/// <summary>Base of every suite: a system under test of its own for each test, and sandboxes that point the CLI at it.</summary>
public abstract class CodexSuite : IAsyncLifetime
{
    private readonly List<CodexSandbox> _sandboxes = [];
    private ICodexTarget? _target;

    public static TheoryData<string> Versions { get; } = new(CodexVersion.All.Select(version => version.Number));

    protected ICodexTarget Target => _target ?? throw new InvalidOperationException("The target has not been started.");

    protected SimulatorControl Simulator => Target.Simulator;

    public async Task InitializeAsync() => _target = await StartTargetAsync();

    public async Task DisposeAsync()
    {
        foreach (var sandbox in _sandboxes) sandbox.Dispose();
        if (_target is not null) await _target.DisposeAsync();
    }

    protected abstract Task<ICodexTarget> StartTargetAsync();

    protected static CodexCapabilities Can(string version) => CodexCapabilities.Of(CodexVersion.Of(version));

    /// <summary>A sandbox whose CLI uses the target, over HTTP unless the settings are changed.</summary>
    protected CodexSandbox Sandbox(string version, Func<CodexSettings, CodexSettings>? change = null)
    {
        var settings = new CodexSettings(Target.BaseUrl) { ApiKey = Target.ApiKey };
        return EmptySandbox(version).With(change?.Invoke(settings) ?? settings);
    }

    protected CodexSandbox EmptySandbox(string version)
    {
        var sandbox = new CodexSandbox(CodexVersion.Of(version));
        _sandboxes.Add(sandbox);
        return sandbox;
    }
}
