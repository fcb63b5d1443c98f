using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.OAuth;

/// <summary>The ways to a token.</summary>
internal sealed class OAuthGrants(
    AccountDirectory accounts, AuthorizationCodes codes, RefreshTokens refreshTokens, TokenIssuer issuer)
{
    public (JsonObject? Answer, OAuthError? Error) TakeCode(UpstreamCall call, OAuthBody body)
    {
        if (body.Missing("code", "client_id", "redirect_uri", "code_verifier") is { } missing) return (null, missing);
        var (accountId, error) = codes.Redeem(body["code"], body["client_id"], body["redirect_uri"], body["code_verifier"]);
        if (error is not null) return (null, error);
        if (accounts.Find(accountId!) is not { } account) return (null, OAuthError.InvalidGrant("The account is gone."));
        call.Entry.Note(row => row with { Account = account.Id });
        return (issuer.FirstAnswer(account, LoginSession.Start(account, body["client_id"])), null);
    }

    public (JsonObject? Answer, OAuthError? Error) Refresh(UpstreamCall call, OAuthBody body)
    {
        if (body.Missing("refresh_token", "client_id") is { } missing) return (null, missing);
        var outcome = refreshTokens.Exchange(body["refresh_token"], body["client_id"]);
        if (outcome.Session is not { } session) return (null, outcome.Error);
        call.Entry.Note(row => row with { Account = session.AccountId });
        return accounts.Find(session.AccountId) is { } account
            ? (issuer.RefreshAnswer(account, session, outcome.RefreshToken), null)
            : (null, OAuthError.RefreshInvalidated);
    }

    /// <summary>The browser login also asks for a platform API key; an account without such an organisation is refused, which
    /// clients pass over.</summary>
    public static (JsonObject? Answer, OAuthError? Error) ApiKey() =>
        (null, new OAuthError(401, "invalid_subject_token", "Invalid ID token: missing organization_id", Nested: true));
}
