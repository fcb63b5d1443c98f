using CodexPooler.Grpc.Server;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

internal sealed class InProcessResponseWriter<TRequest, TResponse>(
    ServedCall call, CallPipe<TRequest, TResponse> pipe, MessageCopier<TResponse> copier) : IServerStreamWriter<TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly SingleWrite _single = new();

    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public Task WriteAsync(TResponse message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TResponse message, CancellationToken cancellationToken)
    {
        _single.Enter();
        try
        {
            if (pipe.Ended.IsCompleted) throw new RpcException(Status.DefaultCancelled);
            call.CancellationToken.ThrowIfCancellationRequested();
            pipe.SendHeaders(Metadata.Empty);
            await pipe.Responses.Writer.WriteAsync(
                copier.Copy(message), cancellationToken.CanBeCanceled ? cancellationToken : call.CancellationToken);
        }
        finally
        {
            _single.Leave();
        }
    }
}
