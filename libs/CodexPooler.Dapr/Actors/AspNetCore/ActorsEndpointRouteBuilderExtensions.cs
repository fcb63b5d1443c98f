using Dapr;
using Dapr.Actors.AspNetCore;
using Dapr.Actors.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what the sidecar calls on an actor host.</summary>
public static class ActorsEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps configuration, method, reminder, timer and deactivation routes, guarded by the app token, and a health route.
    /// </summary>
    public static IEndpointConventionBuilder MapActorsHandlers(this IEndpointRouteBuilder endpoints)
    {
        var runtime = endpoints.ServiceProvider.GetService<ActorRuntime>() ?? throw new InvalidOperationException(
            "No actors are registered. Call AddActors() where the application's services are registered.");
        var token = AppToken.From(endpoints.ServiceProvider, runtime.Options.AppApiToken);
        var group = endpoints.MapGroup(string.Empty);
        group.AddEndpointFilter((context, next) => token.IsShownBy(context.HttpContext.Request)
            ? next(context)
            : ValueTask.FromResult<object?>(Results.Unauthorized()));
        group.MapGet("/dapr/config", ActorRoutes.Config);
        group.MapPut("/actors/{actorType}/{actorId}/method/{method}", ActorRoutes.MethodAsync);
        group.MapPut("/actors/{actorType}/{actorId}/method/remind/{reminder}", ActorRoutes.ReminderAsync);
        group.MapPut("/actors/{actorType}/{actorId}/method/timer/{timer}", ActorRoutes.TimerAsync);
        group.MapDelete("/actors/{actorType}/{actorId}", ActorRoutes.DeactivateAsync);
        // Last in order, so that an application's own health route on this path wins.
        endpoints.MapGet("/healthz", () => Results.Ok()).WithOrder(int.MaxValue).AllowAnonymous();
        return group;
    }
}
