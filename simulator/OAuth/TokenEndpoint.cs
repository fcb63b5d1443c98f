using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.OAuth;

internal static class TokenEndpoint
{
    public static void MapToken(this IEndpointRouteBuilder app)
    {
        app.MapPost("/oauth/token", ExchangeAsync).Simulated("oauth.token", anonymous: true);
        app.MapPost("/oauth/revoke", RevokeAsync).Simulated("oauth.revoke", anonymous: true);
        app.MapGet("/.well-known/jwks.json", KeysAsync).Simulated("oauth.jwks", anonymous: true);
    }

    private static Task KeysAsync(HttpContext context) =>
        BackendErrors.WriteAsync(context, StatusCodes.Status200OK, SigningKey.PublicKeySet());

    private static async Task ExchangeAsync(HttpContext context, OAuthGrants grants)
    {
        var body = await OAuthBody.ReadAsync(context);
        var (answer, error) = body["grant_type"] switch
        {
            "authorization_code" => grants.TakeCode(context.Call(), body),
            "refresh_token" => grants.Refresh(context.Call(), body),
            "urn:ietf:params:oauth:grant-type:token-exchange" => OAuthGrants.ApiKey(),
            var other => (null, OAuthError.UnsupportedGrant(other)),
        };
        if (error is not null) await error.WriteAsync(context);
        else await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, answer!);
    }

    private static async Task RevokeAsync(
        HttpContext context, RefreshTokens refreshTokens, JwtAccessTokens accessTokens)
    {
        var body = await OAuthBody.ReadAsync(context);
        if (refreshTokens.End(body["token"]) is { } session)
        {
            accessTokens.Revoke(session);
            context.Call().Entry.Note(row => row with { Account = session.AccountId });
        }
        // RFC 7009: an unknown token is as good as revoked.
        await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, []);
    }
}
