using System.Collections.Concurrent;
using CodexPooler.Grpc.Wire;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodexPooler.Grpc.Client;

/// <summary>What all calls of a channel share: where and how they are sent.</summary>
internal sealed class ChannelTransport : IDisposable
{
    private readonly ConcurrentDictionary<IMethod, Uri> _addresses = new(ReferenceEqualityComparer.Instance);
    private readonly Uri _address;
    private readonly bool _disposeInvoker;
    private int _disposed;

    public ChannelTransport(Uri address, GrpcChannelOptions options)
    {
        _address = address;
        Options = options;
        IsSecure = options.Credentials?.IsSecure ?? address.Scheme == Uri.UriSchemeHttps;
        if (IsSecure != (address.Scheme == Uri.UriSchemeHttps))
            throw new ArgumentException($"The credentials of the channel do not fit the scheme of '{address}'.", nameof(options));
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("CodexPooler.Grpc.Client");
        Backoff = new ConnectionBackoff(
            options.InitialReconnectBackoff, options.MaxReconnectBackoff ?? TimeSpan.FromDays(1), options.TimeProvider);
        Invoker = options.HttpClient
            ?? (options.HttpHandler is { } handler
                ? new HttpMessageInvoker(handler, options.DisposeHttpClient)
                : new HttpMessageInvoker(ConnectionHandler.Create(options, Backoff)));
        _disposeInvoker = options.HttpClient is null || options.DisposeHttpClient;
    }

    public GrpcChannelOptions Options { get; }

    public TimeProvider Time => Options.TimeProvider;

    public HttpMessageInvoker Invoker { get; }

    public ConnectionBackoff Backoff { get; }

    public ILogger Logger { get; }

    public bool IsSecure { get; }

    public CallCredentials? Credentials => Options.Credentials?.CallCredentials;

    public bool MaySendCredentials => IsSecure || Options.UnsafeUseInsecureChannelCallCredentials;

    public string ServiceUrl(IMethod method) => new Uri(_address, "/" + method.ServiceName).AbsoluteUri;

    public Uri AddressOf(IMethod method)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, typeof(GrpcChannel));
        return _addresses.GetOrAdd(method, static (m, root) => new Uri(root, m.FullName), _address);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0 && _disposeInvoker) Invoker.Dispose();
    }
}
