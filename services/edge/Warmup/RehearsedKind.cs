using CodexPooler.Edge.Warmup.Clients;

namespace CodexPooler.Edge.Warmup;

/// <summary>A kind of turn, what part of the turns asked for it gets, and who takes them.</summary>
internal sealed record RehearsedKind(double Share, Func<Uri, string, HttpMessageInvoker, IRehearsalClient> Client)
{
    public int Count(int turns) => Math.Max(1, (int)(turns * Share));

    /// <summary>A client for every key, and how many turns each of them takes.</summary>
    public IEnumerable<(string Key, int Turns)> Split(int turns, IReadOnlyList<string> keys)
    {
        var count = Count(turns);
        return keys.Select((key, client) => (key, (count / keys.Count) + (client < count % keys.Count ? 1 : 0)));
    }
}
