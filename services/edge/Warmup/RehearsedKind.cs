using CodexPooler.Edge.Warmup.Clients;

namespace CodexPooler.Edge.Warmup;

/// <summary>A kind of turn, what part of the turns asked for it gets, and who takes them.</summary>
internal sealed record RehearsedKind(double Share, Func<RehearsedEdge, HttpMessageInvoker, IRehearsalClient> Client)
{
    private const int MostClients = 2;

    public int Count(int turns) => Math.Max(1, (int)(turns * Share));

    /// <summary>How many turns each of its clients takes.</summary>
    public IEnumerable<int> Split(int turns)
    {
        var count = Count(turns);
        var clients = Math.Min(MostClients, count);
        return Enumerable.Range(0, clients).Select(client => (count / clients) + (client < count % clients ? 1 : 0));
    }
}
