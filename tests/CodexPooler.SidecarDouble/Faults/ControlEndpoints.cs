using CodexPooler.SidecarDouble.Actors;
using CodexPooler.SidecarDouble.Bindings;
using CodexPooler.SidecarDouble.PubSub;
using CodexPooler.SidecarDouble.Secrets;

namespace CodexPooler.SidecarDouble.Faults;

/// <summary>What a test asks of a sidecar that runs as a program of its own.</summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder endpoints)
    {
        var control = endpoints.MapGroup("/_control");
        control.MapPost("/faults", (Fault fault, FaultPlan plan) => plan.FailNext(fault));
        control.MapDelete("/faults", (FaultPlan plan) => plan.Clear());
        control.MapPut("/latency/{milliseconds:int}", (int milliseconds, FaultPlan plan) =>
        {
            plan.Latency = TimeSpan.FromMilliseconds(milliseconds);
        });
        control.MapPost("/stop", (IHostApplicationLifetime lifetime) => lifetime.StopApplication());
        control.MapGet("/bindings", (BindingLog log) => log.Calls);
        control.MapGet("/published", (PublishedEvents events) => events.All);
        control.MapGet("/reminders", (ActorReminders reminders) => reminders.All);
        control.MapPut("/secrets/{store}/{name}", SetSecret);
        control.MapPost("/actors/{type}/{id}/deactivate", DeactivateAsync);
    }

    private static void SetSecret(string store, string name, Dictionary<string, string> values, SecretStores secrets) =>
        secrets.Set(store, name, values);

    private static Task DeactivateAsync(string type, string id, ActorPlacement actors, CancellationToken cancellationToken) =>
        actors.DeactivateAsync(type, id, cancellationToken);
}
