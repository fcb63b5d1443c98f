using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Usage;

/// <summary>What clients signed in with an account ask around a turn. Only accounts/check can make a turn fail.</summary>
internal static class AccountEndpoints
{
    public static void MapAccountRoutes(this IEndpointRouteBuilder app)
    {
        app.MapGet("/backend-api/wham/accounts/check", CheckAsync).Simulated("accounts.check");
        app.MapGet("/backend-api/wham/settings/user", context => WriteAsync(context, new JsonObject
        {
            ["enable_memory"] = false,
            ["git_diff_mode"] = "unified",
            ["code_review_preference"] = null,
        })).Simulated("settings");
        app.MapGet("/backend-api/wham/profiles/me", ProfileAsync).Simulated("profile");
        app.MapGet("/backend-api/wham/workspace-messages", context =>
            WriteAsync(context, new JsonObject { ["messages"] = new JsonArray() })).Simulated("workspace_messages");
        app.MapPost("/backend-api/codex/analytics-events/events", async context =>
        {
            await context.Request.BodyReader.CopyToAsync(Stream.Null, context.RequestAborted);
            await WriteAsync(context, new JsonObject { ["success"] = true });
        }).Simulated("analytics");
    }

    private static Task CheckAsync(HttpContext context)
    {
        var account = context.Call().Account;
        return WriteAsync(context, new JsonObject
        {
            ["accounts"] = new JsonArray(Entry(account)),
            ["account_ordering"] = new JsonArray(account.Id),
            ["default_account_id"] = account.Id,
        });
    }

    private static JsonObject Entry(SimulatedAccount account) => new()
    {
        ["id"] = account.Id,
        ["name"] = account.WorkspaceName,
        ["structure"] = account.IsWorkspace ? "workspace" : "personal",
        ["plan_type"] = account.Plan,
        ["is_deactivated"] = false,
        ["can_access_with_session"] = true,
        ["is_fedramp_compliant_workspace"] = false,
        // Clients refuse an origin that is not https, whatever they reached this route by.
        ["workspace_backend_origin"] = "https://chatgpt.com",
        ["account_routing_override"] = account.Residency == "us" ? "us" : "NO_CONSTRAINT",
        ["profile_picture_url"] = null,
        ["sso_connection_name"] = null,
    };

    private static Task ProfileAsync(HttpContext context)
    {
        var account = context.Call().Account;
        return WriteAsync(context, new JsonObject
        {
            ["id"] = account.UserId,
            ["email"] = account.Email,
            ["name"] = account.UserId,
            ["picture"] = null,
        });
    }

    private static Task WriteAsync(HttpContext context, JsonObject body) =>
        BackendErrors.WriteAsync(context, StatusCodes.Status200OK, body);
}
