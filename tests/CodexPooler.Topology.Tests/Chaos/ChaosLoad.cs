using CodexPooler.Testing.Time;
using CodexPooler.Testing.Topology;
using CodexPooler.Topology.Tests.Matrix;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>Users of all kinds at once: over HTTP, over sockets with and without follow-ups, and some who compact.</summary>
internal sealed class ChaosLoad : IAsyncDisposable
{
    private const int OfEachKind = 3;

    // The simulator compacts at once; a conversation is compacted now and then.
    private const int TurnsACompaction = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _ending = new();
    private readonly List<ChaosSession> _sessions = [];
    private readonly DistributedTopology _topology;
    private readonly Task _running;

    public ChaosLoad(DistributedTopology topology, IEnumerable<Seat> seats, ChaosTally tally)
    {
        (_topology, Tally) = (topology, tally);
        var gateway = topology.Clients;
        foreach (var key in seats.Select(seat => seat.ApiKey))
        {
            for (var user = 0; user < OfEachKind; user++)
            {
                Add(new SseRowClient(gateway, key));
                Add(new SocketRowClient(gateway, key, followsUp: true));
                Add(new SocketRowClient(gateway, key, followsUp: false));
            }

            Add(new CompactRowClient(gateway, key), TurnsACompaction);
        }

        _running = Task.WhenAll(_sessions.Select(session => session.RunAsync(_ending.Token)));
    }

    public ChaosTally Tally { get; }

    public int Sessions => _sessions.Count;

    /// <summary>Lets every turn under way end.</summary>
    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (var session in _sessions) await session.DisposeAsync();
        _ending.Dispose();
    }

    private void Add(IRowClient client, int every = 0) =>
        _sessions.Add(new ChaosSession(client, Tally, _sessions.Count, ReadyAsync, every));

    private Task ReadyAsync() => Eventually.TrueAsync(
        async () => await _topology.Edge.IsReadyAsync() && await _topology.Router.IsReadyAsync(),
        "the edge and its router are ready",
        Patience);
}
