using CodexPooler.Grpc.Interop.Tests.V1;
using Google.Protobuf;
using Grpc.Core;

namespace CodexPooler.Grpc.Interop.Tests.Server;

/// <summary>Our side of interop.proto; the same rules as peer-server.mjs and peer_server.py.</summary>
internal sealed class InteropService(CallRecord calls) : V1.Interop.InteropBase
{
    public override async Task<Reply> Unary(Request request, ServerCallContext context)
    {
        await GreetAsync(context);
        await HangAsync(request, context);
        Finish(request);
        calls.Answer();
        return Answer(request, request.Payload, 0, context);
    }

    public override async Task ServerStream(Request request, IServerStreamWriter<Reply> replies, ServerCallContext context)
    {
        await GreetAsync(context);
        for (var index = 0; index < request.Count; index++)
            await replies.WriteAsync(Answer(request, request.Payload, index, context), context.CancellationToken);
        await HangAsync(request, context);
        Finish(request);
    }

    public override async Task<Reply> ClientStream(IAsyncStreamReader<Request> requests, ServerCallContext context)
    {
        await GreetAsync(context);
        var texts = new List<string>();
        using var payload = new MemoryStream();
        Request last = new();
        var first = true;
        while (await MoveNextAsync(requests, last, context))
        {
            last = requests.Current;
            if (first && last.Hang)
                calls.Started(last.CallId);
            first = false;
            texts.Add(last.Text);
            last.Payload.WriteTo(payload);
        }
        Finish(last);
        last.Text = string.Join(',', texts);
        return Answer(last, ByteString.CopyFrom(payload.ToArray()), texts.Count, context);
    }

    public override async Task Duplex(
        IAsyncStreamReader<Request> requests, IServerStreamWriter<Reply> replies, ServerCallContext context)
    {
        await GreetAsync(context);
        Request last = new();
        for (var index = 0; await MoveNextAsync(requests, last, context); index++)
        {
            last = requests.Current;
            await replies.WriteAsync(Answer(last, last.Payload, index, context), context.CancellationToken);
            Finish(last);
            if (last.Hang)
                calls.Started(last.CallId);
        }
    }

    public override async Task<Observation> Observe(ObserveRequest request, ServerCallContext context) =>
        new() { Cancelled = await calls.CancelledAsync(request.CallId) };

    private static Task GreetAsync(ServerCallContext context)
    {
        var greeting = new Metadata();
        foreach (var entry in context.RequestHeaders.GetAll("x-echo-initial"))
            greeting.Add(entry);
        foreach (var entry in context.RequestHeaders.GetAll("x-echo-trailing-bin"))
            context.ResponseTrailers.Add(entry);
        return context.WriteResponseHeadersAsync(greeting);
    }

    private static Reply Answer(Request request, ByteString payload, int index, ServerCallContext context) => new()
    {
        Text = request.Text,
        Payload = Payload.OfSize(request.ReplySize),
        Index = index,
        ReceivedSha256 = Payload.Sha256(payload),
        DeadlineLeftMs = context.Deadline == DateTime.MaxValue ? -1 : (long)(context.Deadline - DateTime.UtcNow).TotalMilliseconds,
    };

    private static void Finish(Request request)
    {
        if (request.StatusCode != 0)
            throw new RpcException(new Status((StatusCode)request.StatusCode, request.StatusMessage));
    }

    private async Task HangAsync(Request request, ServerCallContext context)
    {
        if (!request.Hang)
            return;
        calls.Started(request.CallId);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (context.CancellationToken.UnsafeRegister(_ => cancelled.SetResult(), null))
            await cancelled.Task;
        calls.Ended(request.CallId, cancelled: true);
        context.CancellationToken.ThrowIfCancellationRequested();
    }

    // A cancelled call ends the reading with an exception; the record is what the tests look at.
    private async Task<bool> MoveNextAsync(IAsyncStreamReader<Request> requests, Request last, ServerCallContext context)
    {
        try
        {
            return await requests.MoveNext(context.CancellationToken);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or RpcException)
        {
            calls.Ended(last.CallId, context.CancellationToken.IsCancellationRequested);
            throw;
        }
    }
}
