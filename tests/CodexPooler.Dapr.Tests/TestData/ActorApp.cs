using System.Net;
using CodexPooler.SidecarDouble;
using CodexPooler.Testing;
using CodexPooler.Testing.Time;
using Dapr.Actors;
using Dapr.Actors.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Dapr.Tests.TestData;

/// <summary>An application that hosts actors on an h2c port, and its sidecar, as they are deployed.</summary>
internal sealed class ActorApp : IAsyncDisposable
{
    public const string AppToken = "app-token";

    private readonly WebApplication _app;

    private ActorApp(WebApplication app, Sidecar sidecar, ManualTimeProvider time, Uri address)
    {
        _app = app;
        Sidecar = sidecar;
        Time = time;
        Http = new HttpClient
        {
            BaseAddress = address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public Sidecar Sidecar { get; }

    public ManualTimeProvider Time { get; }

    /// <summary>Calls the application directly, to play the sidecar with literal exchanges.</summary>
    public HttpClient Http { get; }

    public ActorProbe Probe => _app.Services.GetRequiredService<ActorProbe>();

    public static async Task<ActorApp> StartAsync()
    {
        var time = new ManualTimeProvider();
        var port = FreePort.Next();
        var sidecar = await Sidecar.StartAsync(
            TestSidecar.Options with { App = new Uri($"h2c://127.0.0.1:{port}"), AppToken = AppToken }, time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<ActorProbe>();
        builder.Services.AddActors(options =>
        {
            options.Actors.RegisterActor<CounterActor>();
            options.HttpEndpoint = sidecar.HttpEndpoint.ToString();
            options.AppApiToken = AppToken;
            options.ActorIdleTimeout = TimeSpan.FromMinutes(20);
        });
        var app = builder.Build();
        app.MapActorsHandlers();
        await app.StartAsync();
        return new ActorApp(app, sidecar, time, new Uri($"http://127.0.0.1:{port}"));
    }

    public ICounter Counter(string id) =>
        _app.Services.GetRequiredService<IActorProxyFactory>().CreateActorProxy<ICounter>(new ActorId(id), "Counter");

    public ActorProxy Proxy(string id, string type = "Counter") =>
        _app.Services.GetRequiredService<IActorProxyFactory>().Create(new ActorId(id), type);

    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string? token = AppToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (body is not null)
            request.Content = new StringContent(body, null, "application/json");
        if (token is not null)
            request.Headers.Add("dapr-api-token", token);
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Probe.Gate.TrySetResult();
        Http.Dispose();
        await Sidecar.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
