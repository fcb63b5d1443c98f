using System.Collections.Concurrent;
using System.Security.Cryptography;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Time;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.Accounts;

/// <summary>Random tokens remembered in memory.</summary>
internal sealed class OpaqueAccessTokens(AccountDirectory accounts, IOptions<SimulatorOptions> options, SimulatorClock clock)
    : IAccessTokens, IResettable
{
    private readonly ConcurrentDictionary<string, IssuedToken> _issued = new(StringComparer.Ordinal);

    public string Issue(SimulatedAccount account)
    {
        var token = $"sim_{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        _issued[token] = new IssuedToken(account.Id, clock.GetUtcNow() + options.Value.AccessTokenLifetime, Revoked: false);
        return token;
    }

    public AccessVerdict Verify(string bearer)
    {
        if (!_issued.TryGetValue(bearer, out var token)) return AccessVerdict.Unknown;
        if (accounts.Find(token.AccountId) is not { } account || token.Revoked) return AccessVerdict.Revoked;
        return clock.GetUtcNow() >= token.ExpiresAt ? AccessVerdict.Expired : AccessVerdict.Grant(account);
    }

    public void ExpireNow(string accountId) => Change(accountId, token => token with { ExpiresAt = clock.GetUtcNow() });

    public void Revoke(string accountId) => Change(accountId, token => token with { Revoked = true });

    public void Reset() => _issued.Clear();

    private void Change(string accountId, Func<IssuedToken, IssuedToken> change)
    {
        foreach (var (key, token) in _issued)
        {
            if (token.AccountId == accountId) _issued[key] = change(token);
        }
    }

    private sealed record IssuedToken(string AccountId, DateTimeOffset ExpiresAt, bool Revoked);
}
