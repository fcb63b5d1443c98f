using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Edge.Turns;

/// <summary>
/// Continuity keys that were worked out lately: a session's turns have most of theirs in common, and a response that was just
/// made is what the next turn continues. Each id has one place, which it shares with few others.
/// </summary>
internal sealed class KnownContinuity
{
    private const int Places = 8192;
    private const int LongestId = 128;
    private readonly Entry?[] _entries = new Entry?[Places];

    /// <summary>Nobody changes what is found.</summary>
    public ContinuityKey? Find(ApiKey caller, PinKind kind, string id)
    {
        if (id.Length > LongestId) return null;
        var entry = Volatile.Read(ref _entries[PlaceOf(caller, kind, id)]);
        var isIt = entry is not null && entry.Key.Kind == kind && entry.Id == id && entry.Caller == caller.Id
            && entry.Pool == caller.PoolId;
        return isIt ? entry!.Key : null;
    }

    public void Note(ApiKey caller, PinKind kind, string id, ContinuityKey key)
    {
        if (id.Length <= LongestId)
            Volatile.Write(ref _entries[PlaceOf(caller, kind, id)], new(caller.PoolId, caller.Id, id, key));
    }

    private static int PlaceOf(ApiKey caller, PinKind kind, string id) =>
        (id.GetHashCode(StringComparison.Ordinal) + (31 * (int)kind)
            + caller.Id.GetHashCode(StringComparison.Ordinal)) & (Places - 1);

    private sealed record Entry(string Pool, string Caller, string Id, ContinuityKey Key);
}
