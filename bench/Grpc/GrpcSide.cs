using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Bench.Grpc;

/// <summary>CodexPooler.Grpc on both ends.</summary>
internal sealed class GrpcSide(WebApplication server, GrpcChannel channel) : IEchoSide
{
    public string Name => "CodexPooler.Grpc";

    public Echo.EchoClient Client { get; } = new(channel);

    public static async Task<GrpcSide> StartAsync()
    {
        var server = await LoopbackServer.StartAsync(services => services.AddGrpc(), app => app.MapGrpcService<EchoService>());
        return new(server, GrpcChannel.ForAddress(server.Urls.Single()));
    }

    public async Task CallAsync()
    {
        var reply = await Client.UnaryAsync(EchoSample.Message);
        if (reply.Number != EchoSample.Message.Number)
            throw new InvalidDataException("The echo is wrong.");
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await server.DisposeAsync();
    }
}
