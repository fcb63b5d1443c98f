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

    public ClientError? Enter(KeyEntry key, EdgeRoute route) => Enter(key, Counts(route));

    public void Leave(KeyEntry key, EdgeRoute route) => Leave(key, Counts(route));

    /// <summary>A turn on an open socket.</summary>
    public ClientError? EnterTurn(KeyEntry key) => Enter(key, isTurn: true);

    public void LeaveTurn(KeyEntry key) => Leave(key, isTurn: true);

    private ClientError? Enter(KeyEntry key, bool isTurn)
    {
        var load = _loads.GetOrAdd(key.Key.Id, static _ => new KeyLoad());
        var second = time.GetTimestamp() / time.TimestampFrequency;
        var turns = key.Key.Policy?.Limits?.Concurrency ?? 0;
        return load.TryEnter(second, options.Value.RequestsPerSecond, options.Value.Concurrency, isTurn, turns)
            ? null
            : new(ErrorCode.RateLimited) { RetryAfter = ComeBack };
    }

    private void Leave(KeyEntry key, bool isTurn)
    {
        if (_loads.TryGetValue(key.Key.Id, out var load)) load.Leave(isTurn);
    }

    // An open socket is no turn: its turns are counted one by one.
    private static bool Counts(EdgeRoute route) => route.IsTurn && route.Class != RouteClass.Socket;
}
