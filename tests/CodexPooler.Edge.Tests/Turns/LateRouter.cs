using System.Net;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Grpc.InProcess;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Tests.Turns;

/// <summary>A router that takes its time over a Select, within this process or on a socket.</summary>
internal sealed class LateRouter : Router.RouterBase, IAsyncDisposable
{
    private readonly TaskCompletionSource<SelectRequest> _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SelectReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CloseRequest> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IAsyncDisposable> _parts = [];

    public Router.RouterClient Client { get; private set; } = null!;

    /// <summary>What it was asked first.</summary>
    public Task<SelectRequest> Heard => _heard.Task;

    public Task<CloseRequest> Closed => _closed.Task;

    public static async Task<LateRouter> StartAsync(bool onSocket)
    {
        var router = new LateRouter();
        if (onSocket) await router.ListenAsync();
        else router.Serve();
        return router;
    }

    public void Answer(SelectReply reply) => _answer.SetResult(reply);

    public override Task<SelectReply> Select(SelectRequest request, ServerCallContext context)
    {
        _heard.TrySetResult(request);
        return _answer.Task;
    }

    public override Task<CloseReply> Close(CloseRequest request, ServerCallContext context)
    {
        _closed.TrySetResult(request);
        return Task.FromResult(new CloseReply());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(_parts)) await part.DisposeAsync();
    }

    private void Serve()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(this);
        services.AddGrpc();
        var provider = services.BuildServiceProvider();
        var channel = new InProcessChannel(provider).Serve<LateRouter>();
        _parts.AddRange([provider, channel]);
        Client = new(channel);
    }

    private async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc();
        var app = builder.Build();
        _parts.Add(app);
        app.MapGrpcService<LateRouter>();
        await app.StartAsync();
        Client = new(GrpcChannel.ForAddress(app.Urls.Single()));
    }
}
