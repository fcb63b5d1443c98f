using Grpc.Core;

namespace CodexPooler.Grpc.Server;

internal sealed class HttpStreamReader<T>(PipeMessageReader<T> messages, HttpServedCall call) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;
    private bool _ended;

    public T Current =>
        _current ?? throw new InvalidOperationException("No message was read; call MoveNext and check its result.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_ended) return false;
        var callToken = call.ReadToken;
        using var both = cancellationToken.CanBeCanceled && callToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, callToken)
            : null;
        _current = await messages.ReadAsync(both?.Token ?? (callToken.CanBeCanceled ? callToken : cancellationToken));
        _ended = _current is null;
        return !_ended;
    }
}
