using System.Text.Json.Nodes;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.OAuth;

/// <summary>A refusal of the issuer, in the plain OAuth shape or in the backend's own.</summary>
internal sealed record OAuthError(int Status, string Code, string Message, bool Nested = false)
{
    private const string SignInAgain = "Please try signing in again.";

    public static OAuthError Reused { get; } = new(401, "refresh_token_reused",
        $"Your refresh token has already been used to generate a new access token. {SignInAgain}", Nested: true);

    public static OAuthError RefreshExpired { get; } =
        new(401, "refresh_token_expired", $"Your refresh token has expired. {SignInAgain}", Nested: true);

    public static OAuthError RefreshInvalidated { get; } =
        new(401, "refresh_token_invalidated", $"Your session has ended. {SignInAgain}", Nested: true);

    public static OAuthError InvalidGrant(string message) => new(400, "invalid_grant", message);

    public static OAuthError InvalidRequest(string message) => new(400, "invalid_request", message);

    public static OAuthError UnsupportedGrant(string grant) =>
        new(400, "unsupported_grant_type", $"Grant type '{grant}' is not supported.");

    public Task WriteAsync(HttpContext context)
    {
        context.Call().Entry.End(Ledger.Outcomes.Refused, Status, Code);
        return BackendErrors.WriteAsync(context, Status, Nested
            ? new JsonObject { ["error"] = BackendErrors.Error(Message, "invalid_request_error", Code, null) }
            : new JsonObject { ["error"] = Code, ["error_description"] = Message });
    }
}
