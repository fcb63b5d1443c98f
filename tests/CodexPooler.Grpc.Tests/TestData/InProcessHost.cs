using CodexPooler.Grpc.InProcess;
using CodexPooler.Grpc.Tests.Protos;
using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Grpc.Tests.TestData;

internal sealed class InProcessHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public InProcessHost(
        Action<GrpcServiceOptions>? configure = null, bool inline = false, TimeProvider? time = null, bool handsOver = false)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Behaviour);
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddGrpc(configure ?? (_ => { }));
        _services = services.BuildServiceProvider();
        Channel = new InProcessChannel(_services, new() { RunsInline = inline, HandsOver = handsOver }).Serve<ProbeService>();
        Client = new Probe.ProbeClient(Channel);
    }

    public ProbeBehaviour Behaviour { get; } = new();

    public InProcessChannel Channel { get; }

    public Probe.ProbeClient Client { get; }

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await _services.DisposeAsync();
    }
}
