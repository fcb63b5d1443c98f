using System.Globalization;
using CodexPooler.Grpc.Wire;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CodexPooler.Grpc.Server;

internal sealed class HttpServedCall(HttpContext http, IMethod method, ServiceSettings settings, TimeProvider time)
    : ServedCall(method, settings, time)
{
    private ResponseGate _gate;
    private readonly TimeProvider _time = time;
    private Metadata? _requestHeaders;
    private FrameEncoder? _encoder;
    private Task _deadlineAnswer = Task.CompletedTask;
    private bool _compress;

    public override IServiceProvider Services => http.RequestServices;

    public string? RequestEncoding { get; private set; }

    /// <summary>Kestrel ends a pending body read itself when the client goes away; only a deadline needs a token.</summary>
    public CancellationToken ReadToken => HasDeadline ? CancellationToken : CancellationToken.None;

    public HttpContext Http => http;

    protected override CancellationToken Aborted => http.RequestAborted;

    protected override string HostCore => http.Request.Host.Value ?? "";

    protected override string PeerCore => PeerName.Of(http.Connection);

    protected override Metadata RequestHeadersCore => _requestHeaders ??= RequestMetadata.Read(http.Request.Headers);

    protected override AuthContext AuthContextCore => PeerIdentity.Of(http.Connection.ClientCertificate);

    public void Start()
    {
        http.Response.ContentType = WireNames.ContentType;
        var headers = http.Request.Headers;
        if (headers.TryGetValue(WireNames.Timeout, out var timeout))
        {
            if (!TimeoutHeader.TryParse(timeout.ToString(), out var span))
                throw Failure.Internal(
                    "The grpc-timeout header is malformed: it takes 1 to 8 digits and a unit of H, M, S, m, u or n.");
            ExpectDeadline(Wire.Deadline.After(span, _time));
            ArmDeadline();
        }

        if (headers.TryGetValue(WireNames.Encoding, out var encoding)) AcceptEncoding(encoding.ToString());
        _compress = Settings.GzipResponses && AcceptedEncodings.IncludeGzip(headers[WireNames.AcceptEncoding]);
        if (_compress) http.Response.Headers[WireNames.Encoding] = WireNames.Gzip;
    }

    public async Task WriteMessageAsync<T>(
        T message, Action<T, SerializationContext> serializer, CancellationToken cancellationToken)
    {
        _gate.Enter(this);
        try
        {
            Encode(message, serializer);
            if (((WriteOptions?.Flags ?? WriteFlags.None) & WriteFlags.BufferHint) != 0) return;
            var flushed = await http.Response.BodyWriter.FlushAsync(
                cancellationToken.CanBeCanceled ? cancellationToken : CancellationToken);
            if (flushed.IsCompleted || flushed.IsCanceled) throw new OperationCanceledException("The client ended the call.");
        }
        finally
        {
            LeaveGate();
        }
    }

    /// <summary>The only response message: sent together with the trailers when the request ends.</summary>
    public void WriteSingle<T>(T message, Action<T, SerializationContext> serializer)
    {
        _gate.Enter(this);
        try
        {
            Encode(message, serializer);
        }
        finally
        {
            LeaveGate();
        }
    }

    public Task FinishAsync(Status status)
    {
        if (!_gate.TryClose()) return _deadlineAnswer;
        WriteStatus(status);
        return Task.CompletedTask;
    }

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (http.Response.HasStarted) throw new InvalidOperationException("The response headers were already sent.");
        _gate.Enter(this);
        try
        {
            AppendMetadata(http.Response.Headers, responseHeaders);
            await http.Response.BodyWriter.FlushAsync(CancellationToken);
        }
        finally
        {
            LeaveGate();
        }
    }

    protected override void OnDeadline()
    {
        if (_gate.TryCloseOnLeave()) AnswerDeadline();
    }

    private void Encode<T>(T message, Action<T, SerializationContext> serializer)
    {
        _encoder ??= new FrameEncoder(http.Response.BodyWriter, Settings.MaxSendSize);
        var compress = _compress && ((WriteOptions?.Flags ?? WriteFlags.None) & WriteFlags.NoCompress) == 0;
        _encoder.Write(message, serializer, compress);
    }

    private void LeaveGate()
    {
        if (_gate.Leave()) AnswerDeadline();
    }

    private void AnswerDeadline()
    {
        if (http.RequestAborted.IsCancellationRequested) return;
        WriteStatus(ServerFault.DeadlineExceeded);
        _deadlineAnswer = http.Response.CompleteAsync();
    }

    private void WriteStatus(Status status)
    {
        // Before the response starts an error travels in its one header block ("Trailers-Only").
        var trailersOnly = !http.Response.HasStarted && status.StatusCode != StatusCode.OK
            && !(_encoder?.HasWritten ?? false);
        var target = trailersOnly
            ? http.Response.Headers
            : http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers ?? new HeaderDictionary();
        if (target.IsReadOnly) return;
        if (HasTrailers) AppendMetadata(target, ResponseTrailers);
        target[WireNames.Status] = StatusText.Of(status.StatusCode);
        if (status.Detail.Length > 0) target[WireNames.Message] = PercentEncoding.Encode(status.Detail);
    }

    private void AcceptEncoding(string encoding)
    {
        RequestEncoding = encoding;
        if (encoding is WireNames.Identity or WireNames.Gzip) return;
        http.Response.Headers[WireNames.AcceptEncoding] = WireNames.AcceptedEncodings;
        throw Failure.Of(
            StatusCode.Unimplemented, $"The message encoding '{encoding}' is not supported; use identity or gzip.");
    }

    private static void AppendMetadata(IHeaderDictionary target, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            if (!MetadataCodec.IsReserved(entry.Key)) target.Append(entry.Key, MetadataCodec.Encode(entry));
        }
    }
}
