namespace CodexPooler.Simulator.Control;

internal static class ControlEndpoints
{
    /// <summary>Everything a test says to the simulator rather than to the backend.</summary>
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/_control");
        group.MapAccountsControl();
        group.MapClockControl();
        group.MapFaultsControl();
        group.MapLedgerControl();
        group.MapPost("/reset", (IEnumerable<IResettable> states) =>
        {
            foreach (var state in states) state.Reset();
            return Results.NoContent();
        });
    }
}
