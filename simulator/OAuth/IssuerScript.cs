using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.OAuth;

internal sealed class IssuerScript : IResettable
{
    private IssuerSettings _current = new();

    public IssuerSettings Current => Volatile.Read(ref _current);

    public void Set(IssuerSettings settings) => Volatile.Write(ref _current, settings);

    public void Reset() => Set(new IssuerSettings());
}
