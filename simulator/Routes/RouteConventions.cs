using Microsoft.AspNetCore.Http.Features;

namespace CodexPooler.Simulator.Routes;

internal static class RouteConventions
{
    /// <summary>Puts the endpoint under authentication, fault script, ledger and the backend's common headers.</summary>
    public static TBuilder Simulated<TBuilder>(
        this TBuilder builder, string name, bool anonymous = false, bool ownFaults = false)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new SimulatedRoute(name, anonymous) { OwnFaults = ownFaults });

    /// <summary>The call that <see cref="UpstreamMiddleware"/> opened for this request.</summary>
    public static UpstreamCall Call(this HttpContext context) => context.Features.GetRequiredFeature<UpstreamCall>();
}
