using CodexPooler.Grpc.Wire;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

public sealed class GrpcChannelOptions
{
    /// <summary>Insecure for http, SSL for https; may carry call credentials for every call.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Largest request message sent, in bytes; null, the default, sends any size.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Largest response message taken, in bytes; null takes any size. Default 4 MiB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = WireNames.DefaultMaxReceiveSize;

    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>A client to send through; connection settings below then do not apply.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>A handler to send through; connection settings below then do not apply.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    public bool DisposeHttpClient { get; set; }

    /// <summary>Cancelled calls throw <see cref="OperationCanceledException"/> instead of <see cref="RpcException"/>.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Call credentials are withheld from an unencrypted channel unless this is set.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>Wait before a second connection attempt; doubles up to <see cref="MaxReconnectBackoff"/>, with jitter.</summary>
    /// <remarks>Shorter than the one second of other implementations: peers here are a process restart away.</remarks>
    public TimeSpan InitialReconnectBackoff { get; set; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan? MaxReconnectBackoff { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Pings an HTTP/2 connection with open calls that was silent this long.</summary>
    /// <remarks>Off by default: servers may punish pings.</remarks>
    public TimeSpan KeepAlivePingDelay { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>A ping unanswered for this long ends the connection and its calls with Unavailable.</summary>
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
