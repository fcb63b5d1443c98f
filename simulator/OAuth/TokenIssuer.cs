using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Time;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.OAuth;

/// <summary>Puts together what the token endpoint answers, and the auth.json a login would have left.</summary>
internal sealed class TokenIssuer(
    JwtAccessTokens accessTokens, RefreshTokens refreshTokens, IssuerScript script,
    IOptions<SimulatorOptions> options, SimulatorClock clock)
{
    private static readonly TimeSpan IdTokenLifetime = TimeSpan.FromHours(1);

    public JsonObject FirstAnswer(SimulatedAccount account, LoginSession session) =>
        Answer(account, session, refreshTokens.Issue(session), withIdToken: true);

    public JsonObject RefreshAnswer(SimulatedAccount account, LoginSession session, string? refreshToken) =>
        Answer(account, session, refreshToken, withIdToken: !script.Current.OmitIdToken);

    /// <summary>The file a login of the Codex CLI writes.</summary>
    public JsonObject AuthFile(SimulatedAccount account, string clientId, TimeSpan? accessTokenLifetime)
    {
        var session = LoginSession.Start(account, clientId);
        var now = clock.GetUtcNow();
        return new JsonObject
        {
            ["auth_mode"] = "chatgpt",
            ["OPENAI_API_KEY"] = null,
            ["tokens"] = new JsonObject
            {
                ["id_token"] = SigningKey.Sign(TokenClaims.Id(account, session, now, IdTokenLifetime)),
                ["access_token"] = accessTokens.Issue(account, session, accessTokenLifetime ?? Lifetime),
                ["refresh_token"] = refreshTokens.Issue(session),
                ["account_id"] = account.Id,
            },
            ["last_refresh"] = now.ToString("O"),
        };
    }

    private TimeSpan Lifetime => script.Current.AccessTokenLifetimeSeconds is { } seconds
        ? TimeSpan.FromSeconds(seconds)
        : options.Value.AccessTokenLifetime;

    private JsonObject Answer(SimulatedAccount account, LoginSession session, string? refreshToken, bool withIdToken)
    {
        var answer = new JsonObject
        {
            ["access_token"] = accessTokens.Issue(account, session, Lifetime),
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)Lifetime.TotalSeconds,
            ["scope"] = TokenClaims.Scopes,
        };
        if (withIdToken)
            answer["id_token"] = SigningKey.Sign(TokenClaims.Id(account, session, clock.GetUtcNow(), IdTokenLifetime));
        if (refreshToken is not null) answer["refresh_token"] = refreshToken;
        return answer;
    }
}
