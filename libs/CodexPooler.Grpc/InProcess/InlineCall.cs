using CodexPooler.Grpc.Client;
using CodexPooler.Grpc.Server;
using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

/// <summary>
/// Both sides of one unary call whose handler runs on the caller's thread. It mostly ends there too: queues, tokens and timers
/// are for calls that somebody waits for.
/// </summary>
internal sealed class InlineCall<TRequest, TResponse>(
    InProcessTransport transport, Method<TRequest, TResponse> method, CallOptions options)
    : ClientCall(options, transport.Time), IResponseHead
    where TRequest : class
    where TResponse : class
{
    private TaskCompletionSource<Metadata>? _asked;
    private Metadata? _headers;

    public async Task<TResponse> AnswerAsync(TRequest request)
    {
        try
        {
            var serving = ServeAsync(request);
            var (response, outcome) = serving.IsCompleted ? await serving : await WatchAsync(serving.AsTask());
            outcome = Finish(outcome);
            return outcome.Status.StatusCode == StatusCode.OK ? response! : throw outcome.ToException();
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
            var asked = Asked();
            if (Volatile.Read(ref _headers) is { } told) asked.TrySetResult(told);
            return await (asked.Task.IsCompleted ? asked.Task : asked.Task.WaitAsync(Token));
        }
        catch (Exception fault)
        {
            throw Fail(fault);
        }
    }

    // A handler still running has nobody to answer.
    protected override void OnFinished()
    {
        SendHeaders(Metadata.Empty);
        if (IsWatched) Cancel();
    }

    private TaskCompletionSource<Metadata> Asked()
    {
        if (Volatile.Read(ref _asked) is { } made) return made;
        var asked = new TaskCompletionSource<Metadata>(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref _asked, asked, null) ?? asked;
    }

    // Hardly anybody asks before the answer is there.
    public bool SendHeaders(Metadata headers)
    {
        if (Interlocked.CompareExchange(ref _headers, headers, null) is not null) return false;
        Volatile.Read(ref _asked)?.TrySetResult(headers);
        return true;
    }

    private Task<(TResponse? Response, Outcome Outcome)> WatchAsync(Task<(TResponse? Response, Outcome Outcome)> serving)
    {
        transport.Own(serving);
        return serving.WaitAsync(Token);
    }

    private async ValueTask<(TResponse? Response, Outcome Outcome)> ServeAsync(TRequest request)
    {
        var copy = transport.RequestCopier(method).Copy(request);
        if (IsDeadlinePassed) throw new RpcException(ClientFault.DeadlineExceeded);
        Options.CancellationToken.ThrowIfCancellationRequested();
        transport.ThrowIfStopped();
        var bound = transport.Find(method);
        var headers = InProcessServedCall.Carried(await InProcessTransport.HeadersAsync(Options, method, this));
        await using var call = new InProcessServedCall(transport, bound, headers, this, this);
        TResponse? response = null;
        Status status;
        try
        {
            response = Answer(await bound.Unary!(copy, call), call, bound);
            status = IsDeadlinePassed ? ServerFault.DeadlineExceeded : call.Status;
        }
        // The edge of the handler: whatever it threw becomes a status.
#pragma warning disable CA1031
        catch (Exception fault)
#pragma warning restore CA1031
        {
            status = ServerFault.Settle(fault, call, transport.Logger);
        }

        if (!call.HasTrailers && status == Status.DefaultSuccess) return (response, Outcome.Success);
        return (response, new Outcome(
            status, call.HasTrailers ? InProcessServedCall.Carried(call.ResponseTrailers) : Metadata.Empty));
    }

    private TResponse? Answer(TResponse? response, InProcessServedCall call, BoundMethod<TRequest, TResponse> bound)
    {
        if (call.Status.StatusCode != StatusCode.OK) return null;
        if (response is null) throw Failure.Of(StatusCode.Cancelled, "The handler returned no message.");
        return transport.ResponseCopier(bound).Copy(response);
    }

    private Exception Fail(Exception fault) =>
        IsFinished && fault is RpcException ? fault : Finish(ClientFault.Describe(fault, this), Metadata.Empty).ToException();
}
