using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Admin;
using CodexPooler.Routing.Circuits;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Limits;

namespace CodexPooler.Routing.State;

/// <summary>
/// The router's whole soft state. <c>Apply</c> is its only writer; facts commute and repeat harmlessly, so
/// replicas that heard the same facts hold the same state, in whatever order they heard them.
/// </summary>
internal sealed class RouterState
{
    private readonly Dictionary<string, AccountState> _accounts = [];
    private readonly Dictionary<string, PoolLoad> _loads = [];
    private readonly ProviderHealth _provider;

    /// <param name="self">The replica whose own leases need not be heard of.</param>
    /// <param name="alone">There are no other replicas.</param>
    public RouterState(RoutingOptions options, string self, bool alone = false)
    {
        _provider = new ProviderHealth(options.ProviderIncident);
        Leases = new LeaseTable(this, options.Leases, self, alone);
        Pins = new PinTable(options.Pins.Capacity);
    }

    public LeaseTable Leases { get; }

    public PinTable Pins { get; }

    public UsageTable Usage { get; } = new();

    public HomeLeavings Leavings { get; } = new();

    public KillSwitchTable KillSwitches { get; } = new();

    public IReadOnlyDictionary<string, AccountState> Accounts => _accounts;

    public bool ProviderIncident => _provider.Incident;

    public AccountState Account(string id)
    {
        if (_accounts.TryGetValue(id, out var account))
            return account;
        return _accounts[id] = new AccountState(id);
    }

    public PoolLoad PoolLoad(string poolId)
    {
        if (_loads.TryGetValue(poolId, out var load))
            return load;
        return _loads[poolId] = new PoolLoad();
    }

    /// <summary>True when the fact told something new.</summary>
    public bool Apply(Fact fact, long now) => fact.KindCase switch
    {
        Fact.KindOneofCase.Quota => Account(fact.Quota.AccountId).Apply(fact.Quota),
        Fact.KindOneofCase.Mark => Account(fact.Mark.AccountId).Apply(fact.Mark),
        Fact.KindOneofCase.Outcome => Apply(fact.Outcome),
        Fact.KindOneofCase.Clear => Account(fact.Clear.AccountId).Apply(fact.Clear),
        Fact.KindOneofCase.Lease => Leases.Apply(fact.Lease, now),
        Fact.KindOneofCase.Usage => Usage.Apply(fact.Usage, now),
        Fact.KindOneofCase.Pin => Pins.Apply(fact.Pin, now),
        Fact.KindOneofCase.Drain => Account(fact.Drain.AccountId).Apply(fact.Drain),
        Fact.KindOneofCase.KillSwitch => KillSwitches.Apply(fact.KillSwitch),
        Fact.KindOneofCase.Credential => Account(fact.Credential.AccountId).Apply(fact.Credential),
        _ => false,
    };

    public bool Apply(OutcomeFact fact)
    {
        var account = Account(fact.AccountId);
        var changed = account.Apply(fact);
        if (changed)
            _provider.Note(account);
        return changed;
    }

    /// <summary>Lets time pass: what ran out stops counting and is forgotten.</summary>
    public void Advance(long now)
    {
        Leases.Sweep(now);
        Pins.Sweep(now);
        Usage.Sweep(now);
        if (!_provider.Refresh(now))
            return;
        foreach (var account in _accounts.Values)
            account.Touch();
    }
}
