using CodexPooler.Grpc.Interop.Tests.V1;
using Grpc.Core;

namespace CodexPooler.Grpc.Interop.Tests.ToPeers;

/// <summary>One call of our client with a single request, whatever its kind.</summary>
/// <param name="Sent">The peer is working on the request.</param>
/// <param name="Completion">Ends as the call ends.</param>
internal sealed record OurCall(Task Sent, Task Completion, Task<Metadata> Headers, Func<Metadata> Trailers)
{
    public static string[] Kinds { get; } = ["Unary", "ServerStream", "ClientStream", "Duplex"];

    public static OurCall Start(
        string kind, V1.Interop.InteropClient client, Request request, CallOptions options, bool keepOpen = false)
    {
        switch (kind)
        {
            case "Unary":
                // The peers answer the headers before they hang.
                var unary = client.UnaryAsync(request, options);
                return new(unary.ResponseHeadersAsync, unary.ResponseAsync, unary.ResponseHeadersAsync, unary.GetTrailers);
            case "ServerStream":
                var server = client.ServerStream(request, options);
                var reading = DrainAsync(server.ResponseStream);
                return new(server.ResponseHeadersAsync, reading, server.ResponseHeadersAsync, server.GetTrailers);
            case "ClientStream":
                var stream = client.ClientStream(options);
                var sent = Task.WhenAll(SendAsync(stream.RequestStream, request, keepOpen), stream.ResponseHeadersAsync);
                return new(sent, stream.ResponseAsync, stream.ResponseHeadersAsync, stream.GetTrailers);
            default:
                var duplex = client.Duplex(options);
                var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var draining = DrainAsync(duplex.ResponseStream, first);
                var sending = SendAsync(duplex.RequestStream, request, keepOpen);
                return new(Task.WhenAll(sending, first.Task), draining, duplex.ResponseHeadersAsync, duplex.GetTrailers);
        }
    }

    private static async Task SendAsync(IClientStreamWriter<Request> requests, Request request, bool keepOpen)
    {
        try
        {
            await requests.WriteAsync(request);
            if (!keepOpen)
                await requests.CompleteAsync();
        }
        catch (Exception ended) when (ended is RpcException or OperationCanceledException or InvalidOperationException)
        {
            // The call has ended under the writer; its reader says how.
        }
    }

    private static async Task DrainAsync(IAsyncStreamReader<Reply> replies, TaskCompletionSource? first = null)
    {
        while (await replies.MoveNext(CancellationToken.None))
            first?.TrySetResult();
        first?.TrySetResult();
    }
}
