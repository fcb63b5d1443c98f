using System.Collections.Concurrent;
using System.Security.Cryptography;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.OAuth;

/// <summary>Codes between approval and token; each is taken once.</summary>
internal sealed class AuthorizationCodes(IssuerScript script, SimulatorClock clock) : IResettable
{
    private readonly ConcurrentDictionary<string, AuthorizationCode> _codes = new(StringComparer.Ordinal);

    public string Issue(string accountId, string clientId, string redirectUri, string challenge)
    {
        var text = $"ac_{RandomNumberGenerator.GetHexString(48, lowercase: true)}";
        var expiresAt = clock.GetUtcNow() + TimeSpan.FromSeconds(script.Current.CodeLifetimeSeconds);
        _codes[text] = new AuthorizationCode(accountId, clientId, redirectUri, challenge, expiresAt);
        return text;
    }

    /// <summary>The account the code was approved for, or why it is not worth a token.</summary>
    public (string? AccountId, OAuthError? Error) Redeem(string text, string clientId, string redirectUri, string verifier)
    {
        if (!_codes.TryRemove(text, out var code)) return Refuse("The authorization code is unknown or was used already.");
        if (clock.GetUtcNow() >= code.ExpiresAt) return Refuse("The authorization code has expired.");
        if (code.ClientId != clientId) return Refuse("The authorization code was issued to another client.");
        if (code.RedirectUri != redirectUri) return Refuse("redirect_uri differs from the one of the authorize request.");
        if (code.Challenge != ProofKey.Challenge(verifier)) return Refuse("code_verifier does not fit the code challenge.");
        return (code.AccountId, null);
    }

    public void Reset() => _codes.Clear();

    private static (string?, OAuthError?) Refuse(string message) => (null, OAuthError.InvalidGrant(message));
}
