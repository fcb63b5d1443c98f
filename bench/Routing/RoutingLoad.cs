using System.Diagnostics;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.State;

namespace CodexPooler.Bench.Routing;

/// <summary>Turns of many keys, half of them in sessions; some two hundred are open at a time.</summary>
internal sealed class RoutingLoad(RouterCore core, int keys, int pins)
{
    private const int Open = 200;
    private const ulong Salt = 0x5EED;

    private readonly Queue<string> _open = new();
    private long _turn;

    public void Run(int selects, double[]? times)
    {
        for (var i = 0; i < selects; i++)
        {
            var request = Next(out var id);
            var started = Stopwatch.GetTimestamp();
            var reply = core.Select(request, id);
            if (times is not null)
                times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            if (reply.Lease is null)
                throw new InvalidOperationException($"The benchmark's turn was refused: {reply.Refusal.Code}");
            _open.Enqueue(reply.Lease.LeaseId);
            if (_open.Count > Open)
                core.Close(new CloseRequest { LeaseId = _open.Dequeue(), Outcome = TurnOutcome.Succeeded });
        }
    }

    public SelectRequest Next(out LeaseId id)
    {
        var turn = (ulong)Interlocked.Increment(ref _turn);
        id = new LeaseId(new TurnId(0x0199_0000_0000_7000, turn), 1);
        var request = new SelectRequest
        {
            TurnId = id.Turn.ToString(),
            Attempt = 1,
            PoolId = RoutingDirectory.Pool,
            KeyId = RoutingDirectory.KeyId((int)(Hash64.Mix(turn) % (ulong)keys)),
            Model = RoutingDirectory.Model,
            Effort = "medium",
            RouteClass = RouteClass.Responses,
            EstimatedInputTokens = 12_000,
            MaxOutputTokens = 4_000,
        };
        if (turn % 2 == 0)
        {
            var session = Hash64.Mix(turn ^ Salt) % (ulong)pins;
            request.Continuity.Add(new ContinuityKey { Kind = PinKind.Session, HashHigh = 77, HashLow = session });
        }

        return request;
    }
}
