using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Quota;

namespace CodexPooler.Simulator.Control;

internal static class AccountsControl
{
    public static void MapAccountsControl(this RouteGroupBuilder group)
    {
        group.MapGet("/accounts", (AccountDirectory accounts) => ControlBody.Json(new { accounts = accounts.All }));
        group.MapPost("/accounts", (HttpContext context, AccountDirectory accounts, IAccessTokens tokens) =>
            ControlBody.HandleAsync<SimulatedAccount>(context, account =>
            {
                accounts.Put(account);
                return ControlBody.Json(new { account, access_token = tokens.Issue(account) }, StatusCodes.Status201Created);
            }));
        group.MapDelete("/accounts/{id}", (string id, AccountDirectory accounts) =>
            accounts.Remove(id) ? Results.NoContent() : Results.NotFound());
        group.MapPost("/accounts/{id}/access-token", (string id, AccountDirectory accounts, IAccessTokens tokens) =>
            accounts.Find(id) is { } account
                ? ControlBody.Json(new { access_token = tokens.Issue(account) })
                : Results.NotFound());
        group.MapPost("/accounts/{id}/expire-token", (string id, IAccessTokens tokens) => Done(() => tokens.ExpireNow(id)));
        group.MapPost("/accounts/{id}/revoke-token", (string id, IAccessTokens tokens) => Done(() => tokens.Revoke(id)));
        group.MapGet("/accounts/{id}/quota", (string id, AccountDirectory accounts, QuotaBooks books) =>
            accounts.Find(id) is { } account ? ControlBody.Json(books.State(account)) : Results.NotFound());
    }

    private static IResult Done(Action action)
    {
        action();
        return Results.NoContent();
    }
}
