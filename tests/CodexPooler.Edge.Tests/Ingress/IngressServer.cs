using CodexPooler.Edge.Authentication;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Snapshot;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.ServiceDefaults.Draining;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Ingress;

/// <summary>The real way in over a real socket, with handlers that only say where a request arrived.</summary>
internal static class IngressServer
{
    public static Task<EdgeServer> StartAsync(
        TestDirectory directory, Func<Task>? release = null, Action<IServiceCollection>? configure = null) =>
        EdgeServer.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IDrain, TestDrain>();
                builder.AddIngress();
                builder.Services.AddSingleton(directory.Holder).AddSingleton<KeyAuthenticator>().AddSingleton<ArrivingKeys>();
                builder.Services.AddSingleton(NativeRoutes.Set);
                foreach (var key in Enum.GetValues<HandlerKey>())
                    builder.Services.AddSingleton<IEdgeHandler>(new EchoHandler(key, release ?? (() => Task.CompletedTask)));
                configure?.Invoke(builder.Services);
            },
            app =>
            {
                app.UseWebSockets();
                app.UseEdgeIngress();
                app.Run(context => context.Response.WriteAsync("foreign"));
            });

    public static HttpRequestMessage Request(string method, string path, string? key = TestDirectory.Key)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        return request;
    }
}
