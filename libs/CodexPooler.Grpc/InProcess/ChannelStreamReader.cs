using System.Threading.Channels;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

internal sealed class ChannelStreamReader<T>(ChannelReader<T> messages, CancellationToken callToken) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;

    public T Current =>
        _current ?? throw new InvalidOperationException("No message was read; call MoveNext and check its result.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        using var both = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, callToken)
            : null;
        var token = both?.Token ?? callToken;
        token.ThrowIfCancellationRequested();
        if (!messages.TryRead(out var message) && await messages.WaitToReadAsync(token)) messages.TryRead(out message);
        _current = message;
        return message is not null;
    }
}
