using System.Threading.RateLimiting;
using CodexPooler.Edge.Routes;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Ingress;

/// <summary>Places for requests, by route class: bounded work, bounded waiting.</summary>
internal sealed class Bulkheads : IDisposable
{
    private readonly (ConcurrencyLimiter Places, TimeSpan Patience)[] _classes;
    private readonly TimeProvider _time;

    public Bulkheads(IOptions<BulkheadOptions> options, TimeProvider time)
    {
        _time = time;
        var limits = Enum.GetValues<RouteClass>().Select(kind => Limit(options.Value, kind));
        _classes = [.. limits.Select(limit => (Open(limit), limit.QueueTimeout))];
    }

    /// <summary>A place, held until it is disposed; null when the class is full and the wait was in vain.</summary>
    public async ValueTask<RateLimitLease?> EnterAsync(RouteClass kind, CancellationToken cancellationToken)
    {
        var (places, patience) = _classes[(int)kind];
        var lease = places.AttemptAcquire();
        if (lease.IsAcquired) return lease;
        using var timeout = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            lease = await places.AcquireAsync(1, either.Token);
            return lease.IsAcquired ? lease : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var (places, _) in _classes) places.Dispose();
    }

    private static ConcurrencyLimiter Open(BulkheadLimit limit) => new(new()
    {
        PermitLimit = limit.Concurrency,
        QueueLimit = limit.Queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private static BulkheadLimit Limit(BulkheadOptions options, RouteClass kind) => kind switch
    {
        RouteClass.Models => options.Models,
        RouteClass.Http => options.Http,
        RouteClass.Stream => options.Stream,
        RouteClass.Socket => options.Socket,
        RouteClass.Compact => options.Compact,
        RouteClass.Files => options.Files,
        RouteClass.Audio => options.Audio,
        RouteClass.Images => options.Images,
        RouteClass.Control => options.Control,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
