using System.Collections.Concurrent;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Time;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.OAuth;

/// <summary>
/// Access tokens as signed JWTs. Every valid one is in the book, so checking is a look-up: only a token of this issuer,
/// to the letter, is known.
/// </summary>
internal sealed class JwtAccessTokens(
    AccountDirectory accounts, IOptions<SimulatorOptions> options, SimulatorClock clock) : IAccessTokens, IResettable
{
    private readonly ConcurrentDictionary<string, IssuedToken> _issued = new(StringComparer.Ordinal);

    public string Issue(SimulatedAccount account) =>
        Issue(account, LoginSession.Start(account), options.Value.AccessTokenLifetime);

    public string Issue(SimulatedAccount account, LoginSession session, TimeSpan lifetime)
    {
        var now = clock.GetUtcNow();
        var token = SigningKey.Sign(TokenClaims.Access(account, session, now, lifetime));
        _issued[token] = new IssuedToken(session, now + lifetime);
        return token;
    }

    public AccessVerdict Verify(string bearer)
    {
        if (!_issued.TryGetValue(bearer, out var token)) return AccessVerdict.Unknown;
        if (token.Revoked || accounts.Find(token.Session.AccountId) is not { } account) return AccessVerdict.Revoked;
        return clock.GetUtcNow() >= token.ExpiresAt ? AccessVerdict.Expired : AccessVerdict.Grant(account);
    }

    public void ExpireNow(string accountId) =>
        Change(token => token.Session.AccountId == accountId, token => token with { ExpiresAt = clock.GetUtcNow() });

    public void Revoke(string accountId) =>
        Change(token => token.Session.AccountId == accountId, token => token with { Revoked = true });

    public void Revoke(LoginSession session) =>
        Change(token => token.Session.Id == session.Id, token => token with { Revoked = true });

    public void Reset() => _issued.Clear();

    private void Change(Func<IssuedToken, bool> which, Func<IssuedToken, IssuedToken> change)
    {
        foreach (var (text, token) in _issued)
        {
            if (which(token)) _issued[text] = change(token);
        }
    }
}
