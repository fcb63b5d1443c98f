using System.Globalization;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.OAuth;

/// <summary>Device login as the Codex CLI does it: the poll hands out the code together with its verifier.</summary>
internal static class DeviceEndpoints
{
    public static void MapDeviceLogin(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/accounts/deviceauth/usercode", StartAsync).Simulated("oauth.device.usercode", anonymous: true);
        app.MapPost("/api/accounts/deviceauth/token", PollAsync).Simulated("oauth.device.token", anonymous: true);
        app.MapGet("/codex/device", Decide).Simulated("oauth.device.page", anonymous: true);
    }

    private static async Task StartAsync(HttpContext context, DeviceLogins logins, IssuerScript script)
    {
        var body = await OAuthBody.ReadAsync(context);
        var refusal = script.Current.DeviceLogin
            ? body.Missing("client_id")
            : new OAuthError(404, "device_login_disabled", "Device code login is not enabled.", Nested: true);
        if (refusal is not null)
        {
            await refusal.WriteAsync(context);
            return;
        }
        var login = logins.Start(body["client_id"]);
        await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["device_auth_id"] = login.Id,
            ["user_code"] = login.UserCode,
            // A string, as the CLI expects it.
            ["interval"] = script.Current.DeviceIntervalSeconds.ToString(CultureInfo.InvariantCulture),
            ["expires_at"] = login.ExpiresAt.ToString("O", CultureInfo.InvariantCulture),
        });
    }

    private static async Task PollAsync(HttpContext context, DeviceLogins logins, AuthorizationCodes codes)
    {
        var body = await OAuthBody.ReadAsync(context);
        var poll = logins.Poll(body["device_auth_id"], body["user_code"]);
        if (poll.AccountId is not { } accountId)
        {
            await poll.Refusal!.WriteAsync(context);
            return;
        }
        context.Call().Entry.Note(row => row with { Account = accountId });
        var verifier = ProofKey.NewVerifier();
        var challenge = ProofKey.Challenge(verifier);
        var callback = $"{context.Request.Scheme}://{context.Request.Host}/deviceauth/callback";
        await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["authorization_code"] = codes.Issue(accountId, poll.ClientId, callback, challenge),
            ["code_challenge"] = challenge,
            ["code_verifier"] = verifier,
        });
    }

    private static IResult Decide(HttpContext context, DeviceLogins logins, AccountDirectory accounts)
    {
        var query = context.Request.Query;
        var userCode = query["user_code"].ToString();
        if (userCode.Length == 0)
            return Page("Enter your code",
                "<form><input name=\"user_code\" aria-label=\"Code\"><button>Continue</button></form>");
        if (query.ContainsKey("deny")) return Done(logins.Decide(userCode, null), "Denied");
        if (query["account"].ToString() is not { Length: > 0 } id)
            return Results.Content(
                AuthorizePage.Render("Let this device sign in", context.Request.QueryString.Value ?? "", accounts.All),
                "text/html");
        return Done(accounts.Find(id) is not null && logins.Decide(userCode, id), "Signed in");
    }

    private static IResult Done(bool found, string title) => found
        ? Page(title, "<p>Go back to your device.</p>")
        : Results.Text("No device waits under this code, or the account is unknown.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Page(string title, string body) => Results.Content(
        $"<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>",
        "text/html");
}
