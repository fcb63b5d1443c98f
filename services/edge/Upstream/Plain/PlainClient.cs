using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>
/// HTTP/1.1 in clear, for an upstream that a mesh or a proxy beside the edge reaches. The framework's client costs more for
/// every turn and holds buffers for every stream; over TLS it is used all the same, with HTTP/2.
/// </summary>
internal sealed class PlainClient : IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Host, int Port), PlainPool> _pools = [];
    private readonly Func<(string Host, int Port), PlainPool> _open;
    private readonly ITimer _sweeping;

    public PlainClient(TimeSpan connectTimeout, TimeProvider time)
    {
        _open = address => new PlainPool(address.Host, address.Port, connectTimeout, time);
        _sweeping = time.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
    }

    /// <summary>Ends with the answer's headers.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<UpstreamAnswer> SendAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var pool = _pools.GetOrAdd(request.Address.Peer, _open);
        var connection = pool.Take() ?? await pool.OpenAsync(cancellationToken);
        try
        {
            return await connection.ExchangeAsync(request, pool, cancellationToken);
        }
        catch (Exception cause)
        {
            connection.Dispose();
            // Never sent again from here: the turn may have begun. Another try is the attempt loop's to decide.
            if (cause is IOException) throw new HttpRequestException(HttpRequestError.ResponseEnded, cause.Message, cause);
            throw;
        }
    }

    public void Dispose()
    {
        _sweeping.Dispose();
        foreach (var pool in _pools.Values) pool.Dispose();
    }

    private void Sweep()
    {
        foreach (var pool in _pools.Values) pool.Sweep();
    }
}
