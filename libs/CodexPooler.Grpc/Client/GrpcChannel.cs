using CodexPooler.Grpc.Client;
using Grpc.Core;

namespace Grpc.Net.Client;

public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly ChannelTransport _transport;

    private GrpcChannel(Uri address, ChannelTransport transport) : base(address.Authority) => _transport = transport;

    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            throw new ArgumentException(
                $"'{address}' is no absolute address; write it like http://127.0.0.1:4011.", nameof(address));
        return ForAddress(uri, channelOptions);
    }

    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException($"'{address}' must start with http:// or https://.", nameof(address));
        if (channelOptions is { HttpClient: not null, HttpHandler: not null })
            throw new ArgumentException("Set HttpClient or HttpHandler, not both.", nameof(channelOptions));
        return new GrpcChannel(address, new ChannelTransport(address, channelOptions));
    }

    public override CallInvoker CreateCallInvoker() => new HttpCallInvoker(_transport);

    public void Dispose() => _transport.Dispose();

    protected override Task ShutdownAsyncCore()
    {
        _transport.Dispose();
        return Task.CompletedTask;
    }
}
