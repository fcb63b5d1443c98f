using System.Net;
using System.Net.Sockets;
using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Client;

/// <summary>Sends one call's HTTP request, again where that is safe.</summary>
internal readonly struct CallRequest(
    ChannelTransport transport, IMethod method, string? host, CallOptions options, DateTime deadline, bool gzip)
{
    private const int MaxRefusals = 5;
    private const long RefusedStream = 0x7;

    private static readonly string UserAgent =
        $"codex-pooler-grpc/{typeof(CallRequest).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    /// <summary>Nothing is awaited before sending, so a caller may send once itself and leave it to us only to repeat.</summary>
    public bool IsPlain => transport.Credentials is null && options.Credentials is null;

    public async Task<HttpResponseMessage> SendAsync<TContent>(TContent content, CancellationToken cancellationToken)
        where TContent : HttpContent, IReplayable
    {
        var credentials = await CredentialsAsync(cancellationToken);
        for (var refusals = 0; ; refusals++)
        {
            try
            {
                return await SendOnceAsync(content, credentials, cancellationToken);
            }
            catch (HttpRequestException fault) when (content.CanReplay && MayRepeat(fault, refusals))
            {
                if (IsRefusal(fault)) continue;
                await Task.Delay(ReadyDelay(), transport.Time, cancellationToken);
            }
        }
    }

    public Task<HttpResponseMessage> SendPlainAsync(HttpContent content, CancellationToken cancellationToken)
    {
        RefuseIfLate();
        return SendOnceAsync(content, null, cancellationToken);
    }

    private Task<HttpResponseMessage> SendOnceAsync(
        HttpContent content, Metadata? credentials, CancellationToken cancellationToken)
    {
        var request = Create(content, credentials);
        return transport.Invoker is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : transport.Invoker.SendAsync(request, cancellationToken);
    }

    private void RefuseIfLate()
    {
        if (deadline != DateTime.MaxValue && Deadline.Remaining(deadline, transport.Time) == TimeSpan.Zero)
            throw new RpcException(ClientFault.DeadlineExceeded);
    }

    // A refused stream was not processed (RFC 9113 §8.7), so sending it again is safe whatever the method does.
    public bool MayRepeat(HttpRequestException fault, int refusals) =>
        IsRefusal(fault) ? refusals < MaxRefusals : options.IsWaitForReady && IsConnectFailure(fault);

    private static bool IsRefusal(Exception fault) => ClientFault.Find<HttpProtocolException>(fault)?.ErrorCode == RefusedStream;

    private static bool IsConnectFailure(HttpRequestException fault) =>
        fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        || ClientFault.Find<SocketException>(fault)?.SocketErrorCode == SocketError.ConnectionRefused;

    private TimeSpan ReadyDelay()
    {
        var delay = transport.Backoff.Delay;
        return delay > TimeSpan.Zero ? delay : transport.Options.InitialReconnectBackoff;
    }

    private HttpRequestMessage Create(HttpContent content, Metadata? credentials)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, transport.AddressOf(method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("user-agent", UserAgent);
        headers.TryAddWithoutValidation(WireNames.AcceptEncoding, WireNames.AcceptedEncodings);
        if (gzip) headers.TryAddWithoutValidation(WireNames.Encoding, WireNames.Gzip);
        if (host is not null) headers.Host = host;
        if (deadline != DateTime.MaxValue)
            headers.TryAddWithoutValidation(
                WireNames.Timeout, TimeoutHeader.Format(Deadline.Remaining(deadline, transport.Time)));
        Append(request, options.Headers);
        Append(request, credentials);
        return request;
    }

    private async ValueTask<Metadata?> CredentialsAsync(CancellationToken cancellationToken)
    {
        RefuseIfLate();
        if (IsPlain) return null;
        if (!transport.MaySendCredentials)
        {
            Log.CredentialsWithheld(transport.Logger, method.FullName);
            return null;
        }

        var context = new AuthInterceptorContext(transport.ServiceUrl(method), method.Name, cancellationToken);
        var metadata = new Metadata();
        if (transport.Credentials is { } ofChannel) await ofChannel.ApplyAsync(context, metadata);
        if (options.Credentials is { } ofCall) await ofCall.ApplyAsync(context, metadata);
        return metadata;
    }

    private static void Append(HttpRequestMessage request, Metadata? metadata)
    {
        if (metadata is null) return;
        foreach (var entry in metadata)
        {
            if (MetadataCodec.IsReserved(entry.Key)) continue;
            request.Headers.TryAddWithoutValidation(entry.Key, MetadataCodec.Encode(entry));
        }
    }
}
