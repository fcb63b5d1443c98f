using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Client;

/// <summary>One call over HTTP/2.</summary>
internal sealed class HttpCall<TRequest, TResponse>(
    ChannelTransport transport, Method<TRequest, TResponse> method, string? host, CallOptions options)
    : ClientCall(options, transport.Time)
    where TRequest : class
    where TResponse : class
{
    private readonly RequestCompression _compression = RequestCompression.Of(options);
    private IReplayable? _content;
    private Task<HttpResponseMessage>? _sending;
    private HttpResponseMessage? _response;
    private TaskCompletionSource<HttpResponseMessage>? _arrival;
    private StreamMessageReader<TResponse>? _messages;

    public WriteOptions? WriteOptions => Options.WriteOptions;

    /// <summary>Faults show when the response is read, as they do for a call that got as far as the network.</summary>
    public void Start(TRequest request)
    {
        try
        {
            Send(Encode(request));
        }
        catch (Exception fault)
        {
            _sending = Task.FromException<HttpResponseMessage>(fault);
        }
    }

    public HttpRequestStreamWriter<TRequest, TResponse> StartWriting()
    {
        var content = new StreamingContent();
        Send(content);
        return new HttpRequestStreamWriter<TRequest, TResponse>(
            this, content, method.RequestMarshaller, transport.Options.MaxSendMessageSize, _compression);
    }

    /// <summary>
    /// The one answer, to what was written or, for the commonest kind of call, to the request sent from here: each further
    /// method that waits costs every call.
    /// </summary>
    public async Task<TResponse> SingleResponseAsync(TRequest? request = null)
    {
        try
        {
            if (request is null)
            {
                _response = await _sending!;
            }
            else
            {
                try
                {
                    Arrived(await SendFirstAsync(request));
                }
                catch (HttpRequestException fault) when (MayRepeat(fault))
                {
                    Arrived(await SendAsync((MessageContent)_content!));
                }
            }

            var messages = Open(await _response!.Content.ReadAsStreamAsync(Token));
            var message = await messages.ReadAsync(Token);
            if (message is not null && await messages.ReadAsync(Token) is not null)
                throw Failure.Internal("The response holds more than one message; this method returns one.");
            Complete();
            return message ?? throw Failure.Internal("The response ended without a message.");
        }
        catch (Exception fault)
        {
            // The call may have been disposed of while its answer was on the way.
            var failure = Fail(fault);
            _messages?.Dispose();
            _response?.Dispose();
            throw failure;
        }
    }

    public async Task<TResponse?> ReadAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static call => ((HttpCall<TRequest, TResponse>)call!).Cancel(), this);
        try
        {
            var messages = _messages ?? await OpenAsync();
            var message = await messages.ReadAsync(Token);
            return message ?? (TResponse?)Complete();
        }
        catch (Exception fault)
        {
            throw Fail(fault);
        }
    }

    public override async Task<Metadata> GetHeadersAsync()
    {
        try
        {
            return ResponseMetadata.Headers(await (_sending ?? ArrivalAsync()));
        }
        catch (Exception fault)
        {
            throw Fail(fault);
        }
    }

    /// <summary>Settles the call by its fault, unless the server has said what became of it.</summary>
    public Exception Fail(Exception fault)
    {
        if (fault is RpcException && IsFinished) return fault;
        var outcome = _messages is { Truncated: true } && ResponseMetadata.TryStatus(_response!, out var told)
            && told.StatusCode != StatusCode.OK
            ? Finish(told, ResponseMetadata.Trailers(_response!))
            : Finish(ClientFault.Describe(fault, this), Metadata.Empty);
        return transport.Options.ThrowOperationCanceledOnCancellation && outcome.Status.StatusCode == StatusCode.Cancelled
            ? new OperationCanceledException(outcome.Status.Detail, outcome.ToException())
            : outcome.ToException();
    }

    /// <summary>
    /// A write fails when the server has ended the call. That does not settle it: messages and the real status may still be
    /// waiting for the reader. If the answer was a bare status, it is told here too.
    /// </summary>
    public async Task<Exception> FailWriteAsync(Exception fault)
    {
        if (IsFinished || Token.IsCancellationRequested) return Fail(fault);
        try
        {
            var response = await _sending!;
            return new RpcException(
                ResponseMetadata.TryStatus(response, out var told) ? told : ClientFault.Describe(fault, this));
        }
        catch (Exception sending)
        {
            return Fail(sending);
        }
    }

    protected override void OnFinished()
    {
        // Disposing an unfinished response resets its stream.
        _messages?.Dispose();
        _content?.Release();
        if (_response is null) _arrival?.TrySetCanceled();
        if (_response is not null) _response.Dispose();
        else _sending?.ContinueWith(
            static sending => _ = sending.IsCompletedSuccessfully ? Discard(sending.Result) : sending.Exception,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private bool Compresses => _compression.Applies(WriteOptions);

    private static object? Discard(HttpResponseMessage late)
    {
        late.Dispose();
        return null;
    }

    private MessageContent Encode(TRequest request) =>
        MessageContent.Of(request, method.RequestMarshaller, transport.Options.MaxSendMessageSize, Compresses);

    private CallRequest Sender => new(transport, method, host, Options, Deadline, _compression.Gzip);

    private void Send<TContent>(TContent content) where TContent : HttpContent, IReplayable
    {
        _content = content;
        _sending = SendAsync(content);
    }

    private Task<HttpResponseMessage> SendAsync<TContent>(TContent content) where TContent : HttpContent, IReplayable =>
        Sender.SendAsync(content, Token);

    private Task<HttpResponseMessage> SendFirstAsync(TRequest request)
    {
        var content = Encode(request);
        _content = content;
        var sender = Sender;
        return sender.IsPlain ? sender.SendPlainAsync(content, Token) : sender.SendAsync(content, Token);
    }

    private bool MayRepeat(HttpRequestException fault)
    {
        var sender = Sender;
        return sender.IsPlain && _content!.CanReplay && sender.MayRepeat(fault, refusals: 0);
    }

    private void Arrived(HttpResponseMessage response)
    {
        Interlocked.Exchange(ref _response, response);
        _arrival?.TrySetResult(response);
    }

    // Few ask for headers alone, and those who do may ask before or after the response or the end of the call.
    private Task<HttpResponseMessage> ArrivalAsync()
    {
        var made = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrival = Interlocked.CompareExchange(ref _arrival, made, null) ?? made;
        if (_response is { } response) arrival.TrySetResult(response);
        else if (IsFinished) arrival.TrySetCanceled();
        return arrival.Task;
    }

    private async ValueTask<StreamMessageReader<TResponse>> OpenAsync()
    {
        _response = await _sending!;
        return Open(await _response.Content.ReadAsStreamAsync(Token));
    }

    private StreamMessageReader<TResponse> Open(Stream body)
    {
        ResponseMetadata.EnsureGrpc(_response!);
        var decoder = new FrameDecoder<TResponse>(
            method.ResponseMarshaller.ContextualDeserializer, transport.Options.MaxReceiveMessageSize)
        {
            Encoding = ResponseMetadata.Encoding(_response!),
        };
        return _messages = new StreamMessageReader<TResponse>(body, decoder);
    }

    private object? Complete()
    {
        if (!ResponseMetadata.TryStatus(_response!, out var status))
            status = new Status(StatusCode.Unknown, "The server ended the response without a grpc-status.");
        var outcome = Finish(status, ResponseMetadata.Trailers(_response!));
        return outcome.Status.StatusCode == StatusCode.OK ? null : throw outcome.ToException();
    }
}
