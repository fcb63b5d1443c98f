using System.Collections.Concurrent;

namespace CodexPooler.Accounts.Tokens.Refreshing;

/// <summary>
/// Decides on this replica's own clock whether a claim by another was abandoned: no two clocks are ever compared.
/// </summary>
internal sealed class StaleClaims(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Sighting> _sightings = new();

    public bool IsAbandoned(TokenRecord record)
    {
        var attempt = record.AttemptId.GetValueOrDefault();
        var sighting = _sightings.AddOrUpdate(record.AccountId,
            _ => new(attempt, time.GetTimestamp()),
            (_, seen) => seen.AttemptId == attempt ? seen : new(attempt, time.GetTimestamp()));
        return time.GetElapsedTime(sighting.FirstSeen) >= TimeSpan.FromSeconds(record.LeaseSeconds);
    }

    public void Forget(Guid accountId) => _sightings.TryRemove(accountId, out _);

    private readonly record struct Sighting(Guid AttemptId, long FirstSeen);
}
