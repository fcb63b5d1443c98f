using Grpc.Core;

namespace CodexPooler.Grpc.Client;

internal sealed class HttpResponseStreamReader<TRequest, TResponse>(HttpCall<TRequest, TResponse> call)
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
