using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Routes;
using CodexPooler.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Edge.Ingress;

/// <summary>The way in, as a part of any host.</summary>
internal static class IngressModule
{
    public static void AddIngress(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<IngressOptions>(IngressOptions.Section);
        builder.AddSettings<BulkheadOptions>(BulkheadOptions.Section);
        builder.AddSettings<KeyGuardOptions>(KeyGuardOptions.Section);
        builder.AddSettings<BodyOptions>(BodyOptions.Section);
        builder.Services
            .AddSingleton<RouteTable>()
            .AddSingleton<RouteHandlers>()
            .AddSingleton<ClientAddressReader>()
            .AddSingleton<AddressGuard>()
            .AddSingleton<Bulkheads>()
            .AddSingleton<KeyGuard>()
            .AddSingleton<DrainGate>()
            .AddSingleton<BodyReader>();
        var ingress = builder.ReadSettings<IngressOptions>(IngressOptions.Section);
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = ingress.HeadTimeout;
            // The body reader has its own limits, which it explains to the client; a slow reader of a stream is no fault.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
    }

    public static void UseEdgeIngress(this IApplicationBuilder app)
    {
        // A route without a handler is found now, not by the first client that asks for it.
        _ = app.ApplicationServices.GetRequiredService<RouteHandlers>();
        app.UseMiddleware<EdgeIngress>();
    }
}
