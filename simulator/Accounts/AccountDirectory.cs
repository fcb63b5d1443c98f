using System.Collections.Concurrent;
using CodexPooler.Simulator.Control;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.Accounts;

internal sealed class AccountDirectory : IResettable
{
    private readonly ConcurrentDictionary<string, SimulatedAccount> _accounts = new(StringComparer.Ordinal);
    private readonly SimulatorOptions _options;

    public AccountDirectory(IOptions<SimulatorOptions> options)
    {
        _options = options.Value;
        Reset();
    }

    public IReadOnlyList<SimulatedAccount> All => [.. _accounts.Values.OrderBy(account => account.Id, StringComparer.Ordinal)];

    public SimulatedAccount? Find(string id) => _accounts.GetValueOrDefault(id);

    public SimulatedAccount? FindByEmail(string email) =>
        _accounts.Values.FirstOrDefault(account => string.Equals(account.Email, email, StringComparison.OrdinalIgnoreCase));

    public void Put(SimulatedAccount account) => _accounts[account.Id] = account;

    public bool Remove(string id) => _accounts.TryRemove(id, out _);

    public void Reset()
    {
        _accounts.Clear();
        foreach (var account in _options.Accounts) Put(account);
    }
}
