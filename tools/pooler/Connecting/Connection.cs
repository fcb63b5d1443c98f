using System.Net.Sockets;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace CodexPooler.Cli.Connecting;

/// <summary>The way to the accounts service: this machine's socket, or an address with a token.</summary>
internal sealed class Connection : IDisposable
{
    private const string SocketName = "pooler.sock";
    private readonly GrpcChannel _channel;

    private Connection(GrpcChannel channel, CallInvoker invoker) => (_channel, Invoker) = (channel, invoker);

    public CallInvoker Invoker { get; }

    public static Connection Open(string? server, string? token, string dataFolder) =>
        string.IsNullOrEmpty(server) ? OpenSocket(Path.Combine(dataFolder, SocketName)) : OpenAddress(server, token);

    public void Dispose() => _channel.Dispose();

    private static Connection OpenSocket(string path)
    {
        if (!File.Exists(path))
        {
            throw new CliException(ExitCode.Unavailable,
                $"There is no {path}. Start Codex Pooler here, name its folder with --data, or another machine with --server.");
        }

        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellation) => ConnectAsync(path, cancellation),
            UseProxy = false,
        };
        // The host name only fills the authority; the callback decides where the bytes go.
        var channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler });
        return new(channel, channel.CreateCallInvoker());
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static Connection OpenAddress(string server, string? token)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new CliException(ExitCode.Usage, $"--server '{server}' is not an address such as https://pooler.example:4021.");
        if (string.IsNullOrEmpty(token))
            throw new CliException(ExitCode.Denied, "--server needs an operator token: set CODEX_POOLER_TOKEN.");
        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
            Console.Error.WriteLine(
                $"Warning: the token travels to {address.Host} in clear. Use https, or a tunnel to the machine.");

        var channel = GrpcChannel.ForAddress(address);
        return new(channel, channel.CreateCallInvoker().Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {token}");
            return metadata;
        }));
    }
}
