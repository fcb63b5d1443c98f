using System.Threading.Channels;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

internal sealed class InProcessRequestWriter<TRequest, TResponse>(
    InProcessCall<TRequest, TResponse> call, CallPipe<TRequest, TResponse> pipe, MessageCopier<TRequest> copier)
    : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private readonly SingleWrite _single = new();
    private bool _completed;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        if (_completed) throw new InvalidOperationException("The request stream was completed; nothing more can be written.");
        _single.Enter();
        using var registration = cancellationToken.UnsafeRegister(
            static state => ((InProcessCall<TRequest, TResponse>)state!).Dispose(), call);
        try
        {
            await pipe.Requests.Writer.WriteAsync(copier.Copy(message), call.Token);
        }
        catch (ChannelClosedException)
        {
            throw (await pipe.Ended).ToException();
        }
        catch (OperationCanceledException fault)
        {
            throw call.Fail(fault);
        }
        finally
        {
            _single.Leave();
        }
    }

    public Task CompleteAsync()
    {
        _completed = true;
        pipe.Requests.Writer.TryComplete();
        return Task.CompletedTask;
    }
}
