using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;

namespace CodexPooler.Simulator.OAuth;

/// <summary>The claims clients and gateways read, under the names the real issuer gives them.</summary>
internal static class TokenClaims
{
    private const string Auth = "https://api.openai.com/auth";
    private const string Profile = "https://api.openai.com/profile";

    public static JsonObject Access(SimulatedAccount account, LoginSession session, DateTimeOffset now, TimeSpan lifetime)
    {
        var claims = Common(account, now, lifetime);
        claims["aud"] = new JsonArray("https://api.openai.com/v1");
        claims["client_id"] = session.ClientId;
        claims["nbf"] = claims["iat"]!.DeepClone();
        claims["scp"] = new JsonArray([.. Scopes.Split(' ').Select(scope => JsonValue.Create(scope))]);
        claims["session_id"] = session.Id;
        claims[Profile] = new JsonObject { ["email"] = account.Email, ["email_verified"] = true };
        claims[Auth] = AuthClaims(account);
        return claims;
    }

    public static JsonObject Id(SimulatedAccount account, LoginSession session, DateTimeOffset now, TimeSpan lifetime)
    {
        var claims = Common(account, now, lifetime);
        claims["aud"] = new JsonArray(session.ClientId);
        claims["auth_time"] = claims["iat"]!.DeepClone();
        claims["email"] = account.Email;
        claims["email_verified"] = true;
        claims["sid"] = session.Id;
        var auth = AuthClaims(account);
        auth["groups"] = new JsonArray();
        auth["organizations"] = new JsonArray(new JsonObject
        {
            ["id"] = account.OrganizationId,
            ["is_default"] = true,
            ["role"] = "owner",
            ["title"] = account.WorkspaceName,
        });
        claims[Auth] = auth;
        return claims;
    }

    public const string Scopes = "openid profile email offline_access api.connectors.read api.connectors.invoke";

    private static JsonObject Common(SimulatedAccount account, DateTimeOffset now, TimeSpan lifetime) => new()
    {
        ["iss"] = "https://auth.openai.com",
        ["sub"] = $"auth0|{account.UserId}",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
        // Two tokens of one second must differ: the backend tells tokens apart by their text.
        ["jti"] = Guid.CreateVersion7().ToString(),
    };

    private static JsonObject AuthClaims(SimulatedAccount account) => new()
    {
        ["chatgpt_account_id"] = account.Id,
        ["chatgpt_account_user_id"] = $"{account.UserId}__{account.Id}",
        ["chatgpt_compute_residency"] = account.Residency ?? "no_constraint",
        ["chatgpt_plan_type"] = account.Plan,
        ["chatgpt_user_id"] = account.UserId,
        ["user_id"] = account.UserId,
    };
}
