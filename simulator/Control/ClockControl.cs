using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Control;

internal static class ClockControl
{
    public static void MapClockControl(this RouteGroupBuilder group)
    {
        group.MapGet("/clock", (SimulatorClock clock) => Show(clock));
        group.MapPost("/clock", (HttpContext context, SimulatorClock clock) =>
            ControlBody.HandleAsync<ClockMove>(context, move => Move(clock, move)));
    }

    private static IResult Move(SimulatorClock clock, ClockMove move)
    {
        if (move is { AdvanceSeconds: null, Now: null }) return ControlBody.Refuse("Send advance_seconds or now.");
        if (move.Now is { } now) clock.MoveTo(now);
        if (move.AdvanceSeconds is { } seconds) clock.Advance(TimeSpan.FromSeconds(seconds));
        return Show(clock);
    }

    private static IResult Show(SimulatorClock clock) =>
        ControlBody.Json(new { now = clock.GetUtcNow(), offset_seconds = clock.Offset.TotalSeconds });
}
