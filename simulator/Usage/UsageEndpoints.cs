using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Routes;
using CodexPooler.Simulator.SavedResets;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Usage;

internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder app)
    {
        // The ChatGPT family of paths and the older Codex family answer alike.
        foreach (var path in (string[])["/backend-api/wham/usage", "/backend-api/codex/usage", "/api/codex/usage"])
            app.MapGet(path, UsageAsync).Simulated("usage");
    }

    private static Task UsageAsync(HttpContext context, QuotaBooks quotas, SavedResetBook resets, SimulatorClock clock)
    {
        var call = context.Call();
        return BackendErrors.WriteAsync(context, StatusCodes.Status200OK, UsageBody.Describe(
            call.Account, quotas.State(call.Account), resets.Available(call.Account).Count, call.Now - clock.GetUtcNow()));
    }
}
