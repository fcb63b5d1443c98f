using System.Threading.Channels;
using CodexPooler.Dapr.Tests.Protos;
using Grpc.Core;

namespace CodexPooler.Dapr.Tests.TestData;

internal sealed class EchoService(Channel<string> events) : Echo.EchoBase
{
    public override async Task<EchoReply> Say(EchoRequest request, ServerCallContext context)
    {
        if (request.Text == "fail")
        {
            context.ResponseTrailers.Add("reason", "asked");
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "told to fäil"));
        }

        if (request.Text == "hang")
            await WaitForCancellationAsync(context);
        context.ResponseTrailers.Add("after", "word");
        await context.WriteResponseHeadersAsync(new Metadata { { "before", "word" } });
        return Reply(request.Text, request.Number, context);
    }

    public override async Task<EchoReply> Sum(IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        var sum = 0;
        while (await requestStream.MoveNext(context.CancellationToken))
            sum += requestStream.Current.Number;
        return Reply("sum", sum, context);
    }

    public override async Task Count(
        EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        for (var number = 1; number <= request.Number; number++)
            await responseStream.WriteAsync(Reply(request.Text, number, context), context.CancellationToken);
        if (request.Text == "hang")
            await WaitForCancellationAsync(context);
    }

    public override async Task Chat(
        IAsyncStreamReader<EchoRequest> requestStream, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
            await responseStream.WriteAsync(Reply(requestStream.Current.Text, requestStream.Current.Number, context));
    }

    private async Task WaitForCancellationAsync(ServerCallContext context)
    {
        events.Writer.TryWrite("hanging");
        var cancelled = new TaskCompletionSource();
        await using (context.CancellationToken.Register(cancelled.SetResult))
            await cancelled.Task;
        events.Writer.TryWrite("cancelled");
        context.CancellationToken.ThrowIfCancellationRequested();
    }

    private static EchoReply Reply(string text, int number, ServerCallContext context)
    {
        var reply = new EchoReply { Text = text, Number = number };
        foreach (var entry in context.RequestHeaders)
            reply.Metadata[entry.Key] = entry.IsBinary ? Convert.ToHexString(entry.ValueBytes) : entry.Value;
        return reply;
    }
}
