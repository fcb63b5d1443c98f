using System.Security.Cryptography;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.OAuth;

/// <summary>Refresh tokens: rotated at each use, valid once.</summary>
internal sealed class RefreshTokens(AccountDirectory accounts, IssuerScript script, SimulatorClock clock) : IResettable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RefreshToken> _tokens = new(StringComparer.Ordinal);

    public string Issue(LoginSession session)
    {
        lock (_gate) return Add(session);
    }

    /// <summary>Of two exchanges of one token, however close, one gets the successor and the other
    /// refresh_token_reused.</summary>
    public RefreshOutcome Exchange(string text, string clientId)
    {
        lock (_gate)
        {
            if (!_tokens.TryGetValue(text, out var token) || token.Session.ClientId != clientId)
                return RefreshOutcome.Refuse(OAuthError.InvalidGrant("The refresh token is unknown to this client."));
            if (Refusal(token) is { } refusal) return RefreshOutcome.Refuse(refusal);
            var settings = script.Current;
            if (settings.OmitRefreshToken) return new RefreshOutcome(token.Session, null, null);
            if (!settings.RotateRefreshTokens) return new RefreshOutcome(token.Session, text, null);
            _tokens[text] = token with { State = RefreshTokenState.Spent };
            return new RefreshOutcome(token.Session, Add(token.Session), null);
        }
    }

    /// <summary>Ends the login the token belongs to; null when the token is unknown.</summary>
    public LoginSession? End(string text)
    {
        lock (_gate)
        {
            if (!_tokens.TryGetValue(text, out var token)) return null;
            Invalidate(token.Session);
            return token.Session;
        }
    }

    public void Put(string accountId, RefreshTokenState state)
    {
        lock (_gate)
        {
            foreach (var (text, token) in _tokens)
            {
                if (token.Session.AccountId == accountId) _tokens[text] = token with { State = state };
            }
        }
    }

    public void Reset()
    {
        lock (_gate) _tokens.Clear();
    }

    private OAuthError? Refusal(RefreshToken token)
    {
        if (accounts.Find(token.Session.AccountId) is null) return OAuthError.RefreshInvalidated;
        if (token.State == RefreshTokenState.Spent && script.Current.ReuseEndsLogin) Invalidate(token.Session);
        return token.State switch
        {
            RefreshTokenState.Spent => OAuthError.Reused,
            RefreshTokenState.Expired => OAuthError.RefreshExpired,
            RefreshTokenState.Invalidated => OAuthError.RefreshInvalidated,
            _ => clock.GetUtcNow() >= token.ExpiresAt ? OAuthError.RefreshExpired : null,
        };
    }

    private void Invalidate(LoginSession session)
    {
        foreach (var (text, token) in _tokens)
        {
            if (token.Session.Id == session.Id) _tokens[text] = token with { State = RefreshTokenState.Invalidated };
        }
    }

    private string Add(LoginSession session)
    {
        var text = $"rt_{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
        var expiresAt = clock.GetUtcNow() + TimeSpan.FromSeconds(script.Current.RefreshTokenLifetimeSeconds);
        _tokens[text] = new RefreshToken(session, expiresAt);
        return text;
    }
}
