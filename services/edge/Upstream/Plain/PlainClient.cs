using System.Collections.Concurrent;

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
    public ValueTask<UpstreamAnswer> SendAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var pool = _pools.GetOrAdd(request.Address.Peer, _open);
        return pool.Take() is { } idle
            ? idle.ExchangeAsync(request, pool, cancellationToken)
            : OpenAsync(request, pool, cancellationToken);
    }

    public void Dispose()
    {
        _sweeping.Dispose();
        foreach (var pool in _pools.Values) pool.Dispose();
    }

    private static async ValueTask<UpstreamAnswer> OpenAsync(
        UpstreamRequest request, PlainPool pool, CancellationToken cancellationToken)
    {
        var connection = await pool.OpenAsync(cancellationToken);
        return await connection.ExchangeAsync(request, pool, cancellationToken);
    }

    private void Sweep()
    {
        foreach (var pool in _pools.Values) pool.Sweep();
    }
}
