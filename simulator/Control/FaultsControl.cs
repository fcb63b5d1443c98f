using CodexPooler.Simulator.Faults;

namespace CodexPooler.Simulator.Control;

internal static class FaultsControl
{
    public static void MapFaultsControl(this RouteGroupBuilder group)
    {
        group.MapGet("/faults", (FaultScript script) => ControlBody.Json(new
        {
            faults = script.All.Select(fault => new { fault.Rule, fault.Calls, fault.Hits }),
        }));
        group.MapPost("/faults", (HttpContext context, FaultScript script) =>
            ControlBody.HandleAsync<FaultRule>(context, rule =>
                FaultRuleCheck.Problem(rule) is { } problem
                    ? ControlBody.Refuse(problem)
                    : ControlBody.Json(script.Add(rule), StatusCodes.Status201Created)));
        group.MapDelete("/faults/{id}", (string id, FaultScript script) =>
            script.Remove(id) ? Results.NoContent() : Results.NotFound());
        group.MapDelete("/faults", (FaultScript script) =>
        {
            script.Reset();
            return Results.NoContent();
        });
    }
}
