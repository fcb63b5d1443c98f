using CodexPooler.ServiceDefaults.Draining;

namespace CodexPooler.Edge.Tests.Ingress;

/// <summary>A drain that a test begins, without stopping the host.</summary>
internal sealed class TestDrain : IDrain, IDisposable
{
    private readonly CancellationTokenSource _draining = new();
    private int _inFlight;

    public CancellationToken Draining => _draining.Token;

    public int InFlight => Volatile.Read(ref _inFlight);

    public IDisposable Track()
    {
        Interlocked.Increment(ref _inFlight);
        return new Work(this);
    }

    public void Begin() => _draining.Cancel();

    public void Dispose() => _draining.Dispose();

    private sealed class Work(TestDrain owner) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref owner._inFlight);
    }
}
