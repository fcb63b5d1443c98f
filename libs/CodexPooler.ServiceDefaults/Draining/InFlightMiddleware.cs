using CodexPooler.ServiceDefaults.Health;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.ServiceDefaults.Draining;

/// <summary>Counts requests so that a leaving service waits for them. Probes and scrapes do not hold it up.</summary>
internal sealed class InFlightMiddleware(RequestDelegate next, IDrain drain)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (HealthEndpoints.Owns(context.Request.Path))
        {
            await next(context);
            return;
        }

        using var work = drain.Track();
        await next(context);
    }
}
