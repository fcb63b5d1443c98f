using System.Net;
using System.Threading.Channels;
using CodexPooler.Dapr.Tests.Protos;
using CodexPooler.SidecarDouble;
using Dapr;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Dapr.Tests.TestData;

/// <summary>An application 'echo' on an h2c port, and the sidecar of 'caller' through which it is called.</summary>
internal sealed class EchoApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DaprInvocationChannel _channel;

    private EchoApp(WebApplication app, Sidecar sidecar)
    {
        _app = app;
        Sidecar = sidecar;
        _channel = new DaprInvocationChannel(
            new DaprEndpoints(sidecar.HttpEndpoint, sidecar.GrpcEndpoint, "api-token", null),
            options => options.ThrowOperationCanceledOnCancellation = false);
        Http = new DaprClientBuilder().UseHttpEndpoint(sidecar.HttpEndpoint.ToString()).UseDaprApiToken("api-token").Build();
    }

    public Sidecar Sidecar { get; }

    /// <summary>The application itself, for a caller that goes around the sidecar.</summary>
    public Uri Address => new(_app.Urls.Single());

    public DaprClient Http { get; }

    public Channel<string> Events => _app.Services.GetRequiredService<Channel<string>>();

    public static async Task<EchoApp> StartAsync(params AccessRule[] rules)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(Channel.CreateUnbounded<string>());
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.UseDaprAppToken("app-token");
        app.Use((context, next) =>
        {
            // Metadata leaves the content type out; the test wants to see it.
            context.Request.Headers["seen-content-type"] = context.Request.ContentType;
            return next(context);
        });
        app.MapGrpcService<EchoService>();
        app.Map("/orders/{id}", (string id, HttpRequest request, HttpResponse response) =>
        {
            response.StatusCode = id == "missing" ? 404 : 200;
            return new Seen(
                request.Method, id, request.QueryString.Value!, request.Headers["dapr-caller-app-id"]!,
                request.Headers["dapr-app-id"]);
        });
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        var sidecar = await Sidecar.StartAsync(new SidecarOptions
        {
            AppId = "caller",
            ApiToken = "api-token",
            AppToken = "app-token",
            Peers = new Dictionary<string, Uri>
            {
                ["echo"] = new($"h2c://{address.Authority}"),
                ["dead"] = new("h2c://127.0.0.1:1"),
            },
            AccessRules = rules,
            MaxBodySize = 64 * 1024,
        });
        return new EchoApp(app, sidecar);
    }

    public Echo.EchoClient Client(string appId = "echo") => new(_channel.CreateInvoker(appId));

    public async Task<string> NextAsync() => await Events.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public Task KillAsync() => _app.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        Http.Dispose();
        await Sidecar.DisposeAsync();
        await KillAsync();
        await _app.DisposeAsync();
    }

    internal sealed record Seen(string Method, string Id, string Query, string Caller, string? AppId);
}
