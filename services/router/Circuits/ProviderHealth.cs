using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Circuits;

/// <summary>
/// Recognises trouble that is the provider's: the same kind of fault on many accounts within a short time. Then accounts are not
/// cooled one by one. A pure reading of two maxima per account, so every replica with the same facts reads the same.
/// </summary>
internal sealed class ProviderHealth(ProviderIncidentOptions options)
{
    private readonly Dictionary<string, AccountState> _suspects = [];
    private long _readUntil;

    public bool Incident { get; private set; }

    public void Note(AccountState account)
    {
        if (account.SuspectAt != 0)
            _suspects[account.Id] = account;
        _readUntil = 0;
    }

    /// <summary>True when the answer changed.</summary>
    public bool Refresh(long now)
    {
        if (now < _readUntil || _suspects.Count == 0)
            return false;

        var since = now - (long)options.Within.TotalMilliseconds;
        var failing = 0;
        var recovered = 0;
        foreach (var account in _suspects.Values)
        {
            if (account.SuspectAt <= since)
                continue;
            if (account.LastSuccessAt > account.SuspectAt)
                recovered++;
            else
                failing++;
        }

        // A second between readings keeps the cost off the selection path; a new outcome asks for one at once.
        _readUntil = now + 1000;
        var incident = failing >= options.Accounts && failing > recovered;
        if (incident == Incident)
            return false;
        Incident = incident;
        return true;
    }
}
