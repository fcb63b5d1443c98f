using System.Threading.Channels;
using CodexPooler.Grpc.Client;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

/// <summary>What stands in for the wire between the two sides of one call.</summary>
internal sealed class CallPipe<TRequest, TResponse>(int capacity) : IResponseHead
{
    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Outcome> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Channel<TRequest> Requests { get; } = Bounded<TRequest>(capacity);

    public Channel<TResponse> Responses { get; } = Bounded<TResponse>(capacity);

    public Task<Metadata> Headers => _headers.Task;

    public Task<Outcome> Ended => _ended.Task;

    public bool SendHeaders(Metadata headers) => _headers.TrySetResult(headers);

    /// <summary>Ends the call after the messages already written.</summary>
    public void End(Outcome outcome)
    {
        _ended.TrySetResult(outcome);
        _headers.TrySetResult(Metadata.Empty);
        Responses.Writer.TryComplete();
        Requests.Writer.TryComplete();
    }

    private static Channel<T> Bounded<T>(int capacity) =>
        Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
}
