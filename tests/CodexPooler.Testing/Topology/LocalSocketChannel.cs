using System.Net.Sockets;
using Grpc.Net.Client;

namespace CodexPooler.Testing.Topology;

/// <summary>The way of the machine's own operator: the Unix socket in the data folder.</summary>
public static class LocalSocketChannel
{
    public static GrpcChannel Open(string dataFolder) => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                var end = new UnixDomainSocketEndPoint(Path.Combine(dataFolder, "pooler.sock"));
                await socket.ConnectAsync(end, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        },
    });
}
