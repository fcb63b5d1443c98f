using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Routes;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.SavedResets;

internal static class SavedResetEndpoints
{
    public static IServiceCollection AddSavedResets(this IServiceCollection services) => services.AddStateful<SavedResetBook>();

    public static void MapSavedResets(this IEndpointRouteBuilder app)
    {
        foreach (var root in (string[])["/backend-api/wham", "/api/codex"])
        {
            app.MapGet($"{root}/rate-limit-reset-credits", ListAsync).Simulated("saved_resets");
            app.MapPost($"{root}/rate-limit-reset-credits/consume", ConsumeAsync).Simulated("saved_resets.consume");
        }
        app.MapPost("/_control/accounts/{id}/saved-resets", (
            HttpContext context, string id, AccountDirectory accounts, SavedResetBook book) =>
            ControlBody.HandleAsync<SavedResetGrant>(context, grant =>
            {
                if (accounts.Find(id) is not { } account) return Results.NotFound();
                book.Grant(account, TimeSpan.FromSeconds(grant.ExpiresInSeconds));
                return Results.NoContent();
            }));
    }

    private static Task ListAsync(HttpContext context, SavedResetBook book, SimulatorClock clock)
    {
        var now = clock.GetUtcNow();
        var resets = book.All(context.Call().Account);
        return BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["available_count"] = resets.Count(reset => reset.Status(now) == "available"),
            ["credits"] = new JsonArray([.. resets.Select(reset => Describe(reset, now))]),
        });
    }

    private static async Task ConsumeAsync(HttpContext context, SavedResetBook book, SimulatorClock clock)
    {
        if (await JsonBody.ReadAsync(context) is not { } body) return;
        if (body.Text("redeem_request_id") is not { Length: > 0 } requestId)
        {
            await BackendErrors.DetailAsync(context, StatusCodes.Status400BadRequest, "redeem_request_id is required");
            return;
        }
        var (code, reset) = book.Consume(context.Call().Account, requestId, body["credit_id"]?.ToString());
        await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["code"] = code,
            ["credit"] = reset is null ? null : Describe(reset, clock.GetUtcNow()),
        });
    }

    private static JsonObject Describe(SavedReset reset, DateTimeOffset now) => new()
    {
        ["id"] = reset.Id,
        ["reset_type"] = "codex_rate_limits",
        ["title"] = "Full reset",
        ["status"] = reset.Status(now),
        ["granted_at"] = reset.GrantedAt.ToString("O"),
        ["expires_at"] = reset.ExpiresAt.ToString("O"),
        ["redeemed_at"] = reset.RedeemedAt?.ToString("O"),
    };
}
