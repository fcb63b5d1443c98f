using System.Net;
using CodexPooler.Grpc.Tests.Protos;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Grpc.Tests.TestData;

/// <summary>The probe service on a real loopback socket.</summary>
internal sealed class ProbeHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<GrpcChannel> _channels = [];

    private ProbeHost(WebApplication app, ProbeBehaviour behaviour)
    {
        _app = app;
        Behaviour = behaviour;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public ProbeBehaviour Behaviour { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public Probe.ProbeClient Client => field ??= new Probe.ProbeClient(Channel());

    public static async Task<ProbeHost> StartAsync(
        Action<GrpcServiceOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        Action<ListenOptions>? listen = null,
        Action<WebApplication>? map = null,
        int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            listen?.Invoke(options);
        }));
        var behaviour = new ProbeBehaviour();
        builder.Services.AddSingleton(behaviour);
        builder.Services.AddGrpc(configure ?? (_ => { }));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapGrpcService<ProbeService>();
        map?.Invoke(app);
        await app.StartAsync();
        return new ProbeHost(app, behaviour);
    }

    public GrpcChannel Channel(Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions();
        configure?.Invoke(options);
        var channel = GrpcChannel.ForAddress(Address, options);
        _channels.Add(channel);
        return channel;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels) channel.Dispose();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
