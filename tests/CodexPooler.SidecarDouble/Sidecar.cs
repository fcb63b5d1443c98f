using System.Net;
using CodexPooler.SidecarDouble.Actors;
using CodexPooler.SidecarDouble.Bindings;
using CodexPooler.SidecarDouble.Faults;
using CodexPooler.SidecarDouble.Invocation;
using CodexPooler.SidecarDouble.PubSub;
using CodexPooler.SidecarDouble.Runtime;
using CodexPooler.SidecarDouble.Secrets;
using CodexPooler.SidecarDouble.State;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CodexPooler.SidecarDouble;

/// <summary>
/// A strict double of a Dapr sidecar. Its answers are those of dapr/dapr's pkg/api/http, pkg/messages and the integration
/// suites under tests/integration/suite; what the real one refuses, it refuses.
/// </summary>
public sealed class Sidecar : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly BackgroundWork _work;
    private int _disposed;

    private Sidecar(WebApplication app, SidecarOptions options)
    {
        _app = app;
        _work = app.Services.GetRequiredService<BackgroundWork>();
        Options = options;
        var addresses = app.Urls.Select(url => new Uri(url)).ToList();
        HttpEndpoint = addresses[0];
        GrpcEndpoint = addresses[1];
    }

    public SidecarOptions Options { get; }

    public Uri HttpEndpoint { get; }

    public Uri GrpcEndpoint { get; }

    public FaultPlan Faults => _app.Services.GetRequiredService<FaultPlan>();

    public SecretStores Secrets => _app.Services.GetRequiredService<SecretStores>();

    public StateStores State => _app.Services.GetRequiredService<StateStores>();

    public BindingLog Bindings => _app.Services.GetRequiredService<BindingLog>();

    public PublishedEvents Published => _app.Services.GetRequiredService<PublishedEvents>();

    public ActorPlacement Actors => _app.Services.GetRequiredService<ActorPlacement>();

    public static async Task<Sidecar> StartAsync(
        SidecarOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, options.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
        });
        Register(builder.Services, options, time ?? TimeProvider.System);
        var app = builder.Build();
        app.UseMiddleware<GrpcPortMiddleware>();
        app.UseMiddleware<ApiTokenMiddleware>();
        app.UseMiddleware<FaultMiddleware>();
        app.UseMiddleware<BodyLimitMiddleware>();
        app.UseMiddleware<HeaderInvocationMiddleware>();
        app.UseRouting();
        app.MapRuntime();
        app.MapSecrets();
        app.MapState();
        app.MapBindings();
        app.MapPublish();
        app.MapInvocation();
        app.MapActors();
        app.MapControl();
        await app.StartAsync(cancellationToken);
        return new Sidecar(app, options);
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) =>
        _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _work.StopAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Register(IServiceCollection services, SidecarOptions options, TimeProvider time)
    {
        services.AddSingleton(options);
        services.AddSingleton(time);
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<AppChannel>();
        services.AddSingleton<PeerDirectory>();
        services.AddSingleton<GrpcForwarder>();
        services.AddSingleton<HttpForwarder>();
        services.AddSingleton<FaultPlan>();
        services.AddSingleton<SecretStores>();
        services.AddSingleton<StateStores>();
        services.AddSingleton<BindingLog>();
        services.AddSingleton<PublishedEvents>();
        services.AddSingleton<ActorPlacement>();
        services.AddSingleton<ActorReminders>();
        services.AddSingleton<ExtendedMetadata>();
    }
}
