using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

internal sealed class InProcessResponseReader<TRequest, TResponse>(InProcessCall<TRequest, TResponse> call)
    : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private TResponse? _current;
    private bool _ended;

    public TResponse Current =>
        _current ?? throw new InvalidOperationException("No message was read; call MoveNext and check its result.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_ended) return false;
        _current = await call.ReadAsync(cancellationToken);
        _ended = _current is null;
        return !_ended;
    }
}
