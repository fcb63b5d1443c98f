using Grpc.Core;

namespace CodexPooler.Bench.Grpc;

internal sealed class EchoService : Echo.EchoBase
{
    public override Task<EchoMessage> Unary(EchoMessage request, ServerCallContext context) => Task.FromResult(request);

    public override async Task Duplex(
        IAsyncStreamReader<EchoMessage> requests, IServerStreamWriter<EchoMessage> replies, ServerCallContext context)
    {
        while (await requests.MoveNext(context.CancellationToken))
            await replies.WriteAsync(requests.Current, context.CancellationToken);
    }
}
