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
        while (await MoveNextAsync(requests, context))
        {
            last = requests.Current;
            if (last.Hang)
                calls.Started(CallId(context));
            texts.Add(last.Text);
            last.Payload.WriteTo(payload);
        }
        await HangAsync(last, context);
        Finish(last);
        last.Text = string.Join(',', texts);
        return Answer(last, ByteString.CopyFrom(payload.ToArray()), texts.Count, context);
    }

    public override async Task Duplex(
        IAsyncStreamReader<Request> requests, IServerStreamWriter<Reply> replies, ServerCallContext context)
    {
        await GreetAsync(context);
        Request request = new();
        for (var index = 0; await MoveNextAsync(requests, context); index++)
        {
            request = requests.Current;
            await replies.WriteAsync(Answer(request, request.Payload, index, context), context.CancellationToken);
            Finish(request);
            if (request.Hang)
                calls.Started(CallId(context));
        }
        // grpc-js ends its request stream and then resets it: a cancelled call may look like an ended one for a moment.
        await HangAsync(request, context);
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
        DeadlineLeftMs = context.Deadline == DateTime.MaxValue
            ? -1
            : (long)(context.Deadline - DateTime.UtcNow).TotalMilliseconds,
    };

    private static void Finish(Request request)
    {
        if (request.StatusCode != 0)
            throw new RpcException(new Status((StatusCode)request.StatusCode, request.StatusMessage));
    }

    private static string CallId(ServerCallContext context) => context.RequestHeaders.GetValue("x-call-id") ?? "";

    private async Task HangAsync(Request request, ServerCallContext context)
    {
        if (!request.Hang)
            return;
        calls.Started(CallId(context));
        await CancelledAsync(context);
        context.CancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<bool> MoveNextAsync(IAsyncStreamReader<Request> requests, ServerCallContext context)
    {
        try
        {
            return await requests.MoveNext(context.CancellationToken);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or RpcException)
        {
            // The failed read may come a moment before the token.
            await CancelledAsync(context);
            throw;
        }
    }

    private async Task CancelledAsync(ServerCallContext context)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (context.CancellationToken.UnsafeRegister(_ => cancelled.SetResult(), null))
            await cancelled.Task.WaitAsync(Patience.Span);
        calls.Ended(CallId(context), cancelled: true);
    }
}
