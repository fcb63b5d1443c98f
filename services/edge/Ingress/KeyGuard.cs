using System.Collections.Concurrent;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Snapshot;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Ingress;

/// <summary>Keeps one key from taking an edge for itself, and refuses early what its own concurrency limit forbids.</summary>
internal sealed class KeyGuard(IOptions<KeyGuardOptions> options, TimeProvider time)
{
    private static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, KeyLoad> _loads = new(StringComparer.Ordinal);

    public ClientError? Enter(KeyEntry key, EdgeRoute route)
    {
        var load = _loads.GetOrAdd(key.Key.Id, static _ => new KeyLoad());
        var second = time.GetTimestamp() / time.TimestampFrequency;
        var turns = key.Key.Policy?.Limits?.Concurrency ?? 0;
        return load.TryEnter(second, options.Value.RequestsPerSecond, options.Value.Concurrency, Counts(route), turns)
            ? null
            : new(ErrorCode.RateLimited) { RetryAfter = ComeBack };
    }

    public void Leave(KeyEntry key, EdgeRoute route)
    {
        if (_loads.TryGetValue(key.Key.Id, out var load)) load.Leave(Counts(route));
    }

    // An open socket is no turn: its turns are counted by the router.
    private static bool Counts(EdgeRoute route) => route.IsTurn && route.Class != RouteClass.Socket;
}
