using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.OAuth;

internal static class AuthorizeEndpoint
{
    public static void MapAuthorize(this IEndpointRouteBuilder app) =>
        app.MapGet("/oauth/authorize", Authorize).Simulated("oauth.authorize", anonymous: true);

    private static IResult Authorize(
        HttpContext context, AccountDirectory accounts, AuthorizationCodes codes, IssuerScript script)
    {
        var (request, problem) = AuthorizeRequest.Read(context.Request.Query);
        // Without a trustworthy redirect_uri the refusal must not travel to it.
        if (request is null) return Results.Text(problem, "text/plain", statusCode: StatusCodes.Status400BadRequest);
        if (context.Request.Query.ContainsKey("deny")) return Results.Redirect(request.Return("error", "access_denied"));

        if (Chosen(context.Request.Query, accounts, script) is not { } account)
            return Results.Content(
                AuthorizePage.Render("Sign in to Codex", context.Request.QueryString.Value ?? "", accounts.All), "text/html");
        context.Call().Entry.Note(row => row with { Account = account.Id });
        return Results.Redirect(
            request.Return("code", codes.Issue(account.Id, request.ClientId, request.RedirectUri, request.Challenge)));
    }

    private static SimulatedAccount? Chosen(IQueryCollection query, AccountDirectory accounts, IssuerScript script)
    {
        if (query["account"].ToString() is { Length: > 0 } id) return accounts.Find(id);
        if (query["login_hint"].ToString() is { Length: > 0 } email) return accounts.FindByEmail(email);
        return script.Current.ApproveAs is { } approved ? accounts.Find(approved) : null;
    }
}
