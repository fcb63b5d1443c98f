using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;

namespace CodexPooler.Routing.Admin;

internal sealed class KillSwitchTable
{
    private readonly Dictionary<(KillSwitchGrade Grade, string Subject), KillSwitchFact> _switches = [];

    public IEnumerable<KillSwitchFact> All => _switches.Values;

    public bool Apply(KillSwitchFact fact)
    {
        var key = (fact.Grade, fact.Subject);
        if (_switches.TryGetValue(key, out var held) && !FactOrder.Newer(fact, held))
            return false;
        _switches[key] = fact;
        return true;
    }

    public IEnumerable<KillSwitchFact> Active(long now)
    {
        foreach (var fact in _switches.Values)
        {
            if (IsActive(fact, now))
                yield return fact;
        }
    }

    /// <summary>The switch that stops this turn, if one does.</summary>
    public KillSwitchFact? Stopping(string model, string keyId, bool newSession, long now)
    {
        if (_switches.Count == 0)
            return null;
        return Find(KillSwitchGrade.ReadOnly, "", now)
            ?? Find(KillSwitchGrade.Model, model, now)
            ?? Find(KillSwitchGrade.Key, keyId, now)
            ?? (newSession ? Find(KillSwitchGrade.NewSessions, "", now) : null);
    }

    private KillSwitchFact? Find(KillSwitchGrade grade, string subject, long now) =>
        _switches.TryGetValue((grade, subject), out var fact) && IsActive(fact, now) ? fact : null;

    private static bool IsActive(KillSwitchFact fact, long now) => fact.On && (fact.ExpiresAtMs == 0 || fact.ExpiresAtMs > now);
}
