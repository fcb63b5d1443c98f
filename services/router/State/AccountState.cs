using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Circuits;
using CodexPooler.Routing.Facts;

namespace CodexPooler.Routing.State;

/// <summary>Everything the replicas know about one account that the directory does not say.</summary>
internal sealed class AccountState(string id)
{
    private readonly List<QuotaFact> _windows = [];
    private readonly List<MarkFact> _marks = [];
    private readonly Dictionary<RouteKey, Circuit> _circuits = [];

    public string Id => id;

    /// <summary>Rises with every change, so that cached evaluations know when to look again.</summary>
    public int Version { get; private set; }

    public int InFlight { get; set; }

    public long LastSuccessAt { get; private set; }

    public long SuspectAt { get; private set; }

    public long ClearedAt { get; private set; }

    public DrainFact? Drain { get; private set; }

    public CredentialFact? Credential { get; private set; }

    public IReadOnlyList<QuotaFact> Windows => _windows;

    /// <summary>0 when no window is known.</summary>
    public long SoonestReset => _windows.Count == 0 ? 0 : _windows.Min(w => w.ResetsAtMs);

    public IReadOnlyList<MarkFact> Marks => _marks;

    public IReadOnlyDictionary<RouteKey, Circuit> Circuits => _circuits;

    public void Touch() => Version++;

    public bool Apply(QuotaFact fact)
    {
        for (var i = 0; i < _windows.Count; i++)
        {
            var held = _windows[i];
            if (held.WindowMinutes != fact.WindowMinutes || held.LimitId != fact.LimitId)
                continue;
            if (!FactOrder.Newer(fact, held))
                return false;
            _windows[i] = fact;
            return Changed();
        }

        _windows.Add(fact);
        return Changed();
    }

    public bool Apply(MarkFact fact)
    {
        for (var i = 0; i < _marks.Count; i++)
        {
            var held = _marks[i];
            if (held.Scope != fact.Scope || held.Subject != fact.Subject)
                continue;
            if (!FactOrder.Newer(fact, held))
                return false;
            _marks[i] = fact;
            return Changed();
        }

        _marks.Add(fact);
        return Changed();
    }

    public bool Apply(OutcomeFact fact)
    {
        var changed = CircuitOf(fact.Model, fact.RouteClass).Record(fact);
        if (fact.Success && fact.ObservedAtMs > LastSuccessAt)
        {
            LastSuccessAt = fact.ObservedAtMs;
            changed = true;
        }
        else if (fact is { Success: false, ProviderSuspect: true } && fact.ObservedAtMs > SuspectAt)
        {
            SuspectAt = fact.ObservedAtMs;
            changed = true;
        }

        return changed && Changed();
    }

    public bool Apply(ClearFact fact)
    {
        if (fact.AtMs <= ClearedAt)
            return false;
        ClearedAt = fact.AtMs;
        return Changed();
    }

    public bool Apply(DrainFact fact)
    {
        if (Drain is not null && !FactOrder.Newer(fact, Drain))
            return false;
        Drain = fact;
        return Changed();
    }

    public bool Apply(CredentialFact fact)
    {
        if (Credential is not null && !FactOrder.Newer(fact, Credential))
            return false;
        Credential = fact;
        return Changed();
    }

    public Circuit CircuitOf(string model, RouteClass route)
    {
        var key = new RouteKey(model, route);
        if (_circuits.TryGetValue(key, out var circuit))
            return circuit;
        return _circuits[key] = new Circuit();
    }

    public Circuit? FindCircuit(string model, RouteClass route) => _circuits.GetValueOrDefault(new RouteKey(model, route));

    private bool Changed()
    {
        Version++;
        return true;
    }
}
