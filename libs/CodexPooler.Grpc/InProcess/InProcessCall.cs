using CodexPooler.Grpc.Client;
using CodexPooler.Grpc.Server;
using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

/// <summary>The client's side of one in-process call.</summary>
internal sealed class InProcessCall<TRequest, TResponse>(
    InProcessTransport transport, Method<TRequest, TResponse> method, CallOptions options)
    : ClientCall(options, transport.Time)
    where TRequest : class
    where TResponse : class
{
    private readonly CallPipe<TRequest, TResponse> _pipe = new(transport.Options.StreamCapacity);
    private Task _starting = Task.CompletedTask;

    public InProcessRequestWriter<TRequest, TResponse> StartWriting()
    {
        _starting = StartAsync();
        return new InProcessRequestWriter<TRequest, TResponse>(this, _pipe, transport.RequestCopier(method));
    }

    public void Start(TRequest request)
    {
        try
        {
            _pipe.Requests.Writer.TryWrite(transport.RequestCopier(method).Copy(request));
            _pipe.Requests.Writer.Complete();
            _starting = StartAsync();
        }
        catch (RpcException fault)
        {
            _pipe.End(new Outcome(fault.Status, Metadata.Empty));
        }
    }

    public async Task<TResponse> SingleResponseAsync()
    {
        var response = await ReadAsync(CancellationToken.None);
        if (response is not null && await ReadAsync(CancellationToken.None) is not null)
            throw Fail(Failure.Internal("The response holds more than one message; this method returns one."));
        return response ?? throw Fail(Failure.Internal("The response ended without a message."));
    }

    public async Task<TResponse?> ReadAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static call => ((InProcessCall<TRequest, TResponse>)call!).Cancel(), this);
        try
        {
            await _starting;
            Token.ThrowIfCancellationRequested();
            if (_pipe.Responses.Reader.TryRead(out var message)) return message;
            if (await _pipe.Responses.Reader.WaitToReadAsync(Token)) return await _pipe.Responses.Reader.ReadAsync(Token);
            var outcome = await _pipe.Ended;
            outcome = Finish(outcome.Status, outcome.Trailers);
            return outcome.Status.StatusCode == StatusCode.OK ? null : throw outcome.ToException();
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
            await _starting;
            return await _pipe.Headers.WaitAsync(Token);
        }
        catch (Exception fault)
        {
            throw Fail(fault);
        }
    }

    public Exception Fail(Exception fault) =>
        IsFinished && fault is RpcException ? fault : Finish(ClientFault.Describe(fault, this), Metadata.Empty).ToException();

    // A handler still running has nobody to answer.
    protected override void OnFinished() => Cancel();

    private async Task StartAsync()
    {
        if (Wire.Deadline.Remaining(Deadline, transport.Time) == TimeSpan.Zero)
            throw new RpcException(ClientFault.DeadlineExceeded);
        Token.ThrowIfCancellationRequested();
        var bound = transport.Find(method);
        var headers = InProcessServedCall.Carried(await InProcessTransport.HeadersAsync(Options, method, this));
        var handler = new InProcessHandler<TRequest, TResponse>(
            transport, bound, _pipe, transport.ResponseCopier(bound), headers, this);
        transport.Run(handler.RunAsync);
    }
}
