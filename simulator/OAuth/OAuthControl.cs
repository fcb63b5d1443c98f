using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.OAuth;

internal static class OAuthControl
{
    public static void MapOAuthControl(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/_control");
        group.MapGet("/oauth", (IssuerScript script) => ControlBody.Json(script.Current));
        group.MapPut("/oauth", (HttpContext context, IssuerScript script) =>
            ControlBody.HandleAsync<IssuerSettings>(context, settings => SetScript(script, settings)));
        group.MapGet("/oauth/device", (DeviceLogins logins) =>
            ControlBody.Json(new
            {
                waiting = logins.Waiting.Select(login => new { login.UserCode, login.ClientId, login.ExpiresAt }),
            }));
        group.MapPost("/oauth/device", (HttpContext context, DeviceLogins logins) =>
            ControlBody.HandleAsync<DeviceDecision>(context, decision =>
                logins.Decide(decision.UserCode, decision.Account) ? Results.NoContent() : Results.NotFound()));
        group.MapPost("/accounts/{id}/auth-json",
            (HttpContext context, string id, AccountDirectory accounts, TokenIssuer issuer) =>
            ControlBody.HandleAsync<AuthFileOrder>(context, order => accounts.Find(id) is { } account
                ? ControlBody.Json(issuer.AuthFile(account, order.ClientId, order.Lifetime))
                : Results.NotFound()));
        group.MapPost("/accounts/{id}/refresh-tokens", (HttpContext context, string id, RefreshTokens tokens) =>
            ControlBody.HandleAsync<RefreshTokenOrder>(context, order =>
            {
                tokens.Put(id, order.State);
                return Results.NoContent();
            }));
    }

    private static IResult SetScript(IssuerScript script, IssuerSettings settings)
    {
        if (settings.DevicePendingStatus is not (403 or 404))
            return ControlBody.Refuse("device_pending_status must be 403 or 404.");
        script.Set(settings);
        return ControlBody.Json(settings);
    }
}
