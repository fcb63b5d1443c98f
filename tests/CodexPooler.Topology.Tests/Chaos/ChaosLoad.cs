using CodexPooler.Testing.Topology;
using CodexPooler.Topology.Tests.Matrix;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>Users of all kinds at once: over HTTP, over sockets with and without follow-ups, and some who compact.</summary>
internal sealed class ChaosLoad : IAsyncDisposable
{
    private const int OfEachKind = 3;
    private readonly CancellationTokenSource _ending = new();
    private readonly List<ChaosSession> _sessions = [];
    private readonly Task _running;

    public ChaosLoad(Uri gateway, IEnumerable<Seat> seats)
    {
        foreach (var key in seats.Select(seat => seat.ApiKey))
        {
            for (var user = 0; user < OfEachKind; user++)
            {
                Add(new SseRowClient(gateway, key));
                Add(new SocketRowClient(gateway, key, followsUp: true));
                Add(new SocketRowClient(gateway, key, followsUp: false));
            }

            Add(new CompactRowClient(gateway, key));
        }

        _running = Task.WhenAll(_sessions.Select(session => session.RunAsync(_ending.Token)));
    }

    public ChaosTally Tally { get; } = new();

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

    private void Add(IRowClient client) => _sessions.Add(new ChaosSession(client, Tally, seed: _sessions.Count));
}
