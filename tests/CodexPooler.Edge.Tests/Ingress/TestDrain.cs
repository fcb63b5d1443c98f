using CodexPooler.ServiceDefaults.Draining;

namespace CodexPooler.Edge.Tests.Ingress;

/// <summary>A drain that a test begins, without stopping the host.</summary>
internal sealed class TestDrain : IDrain, IDisposable
{
    private readonly CancellationTokenSource _draining = new();

    public CancellationToken Draining => _draining.Token;

    public int InFlight => 0;

    public IDisposable Track() => throw new NotSupportedException("nothing is tracked here");

    public void Begin() => _draining.Cancel();

    public void Dispose() => _draining.Dispose();
}
