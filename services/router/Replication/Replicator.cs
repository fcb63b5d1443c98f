using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Replication;

/// <summary>
/// The conversation between replicas, without the wire: what to send next, what to make of what was heard. Used by one loop at a
/// time; the router core guards itself.
/// </summary>
internal sealed class Replicator(RouterCore core, FactOutbox outbox, ReplicationOptions options, TimeProvider time)
{
    public const int SnapshotChunk = 2000;

    private readonly Lock _gate = new();
    private readonly PeerTable _peers = new(options, core.Replica);
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PeerQuestions _questions = new();
    private readonly AwaitedSpreads _spreads = new();
    private long _spokeAt;
    private bool _owesHeard;
    private bool _wantsSnapshot;
    private bool _knowsUsage;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public DroppedFacts Dropped => outbox.Dropped;

    public bool Connected
    {
        get
        {
            lock (_gate) return _peers.Connected;
        }
    }

    /// <summary>A peer has learned what keys had used before the routers started, and its counts are ours.</summary>
    public bool PeersKnowUsage
    {
        get
        {
            lock (_gate) return _peers.KnowUsage;
        }
    }

    /// <summary>From now on who joins has it from us.</summary>
    public void KnowUsage()
    {
        lock (_gate) _knowsUsage = true;
    }

    /// <summary>Ends once we hold what a peer knows, or waited long enough for one: before, limits would seem unused.</summary>
    public Task Joined => _joined.Task;

    public void Join() => _joined.TrySetResult();

    public void Connect(bool connected)
    {
        lock (_gate)
        {
            _peers.Connect(connected, Now);
            _wantsSnapshot = connected;
        }

        if (!connected)
            core.LosePeers();
        Share();
        Tell();
    }

    /// <summary>
    /// Until every router that is heard has what was stated here, but not longer than a person would look at a prompt. The broker
    /// being away ends it at once: the others will have it when it is back.
    /// </summary>
    public async Task<Spread> SpreadAsync(CancellationToken cancellationToken)
    {
        long sequence;
        Task told;
        lock (_gate)
        {
            sequence = core.LastSequence(outbox);
            told = _peers.Connected ? _spreads.Until(sequence) : Task.CompletedTask;
        }

        Tell();
        await told.WaitAsync(options.SpreadPatience, time, cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate) return _peers.Spread(sequence);
    }

    /// <summary>What the other routers decided of a turn, and who did not say.</summary>
    public async Task<ExplainReply> AskAsync(string turnId, CancellationToken cancellationToken)
    {
        PeerQuestion question;
        lock (_gate)
            question = _questions.Ask(turnId, _peers.Connected ? _peers.Origins() : []);
        await question.Answered.WaitAsync(options.SpreadPatience, time, cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate) return _questions.End(question);
    }

    /// <summary>What we decided of the turns a peer asks about, one answer each, also when it is nothing.</summary>
    public IEnumerable<FactBatch> Answers(FactBatch batch)
    {
        if (batch.Origin == core.Replica)
            yield break;
        foreach (var turn in batch.Explain)
        {
            var answer = new FactBatch { Origin = core.Replica, About = turn };
            answer.Decisions.AddRange(core.Explain(new ExplainRequest { TurnId = turn }).Decisions);
            yield return answer;
        }
    }

    /// <summary>What is to be told to everybody now, or null when there is nothing to say yet.</summary>
    public FactBatch? Next()
    {
        lock (_gate)
        {
            var now = Now;
            _peers.Forget(now);
            Tell();
            if (_peers is { Connected: true, Count: 0 })
                core.FindPeers();
            var facts = core.Seal(outbox, _peers.Shares);
            var due = now - _spokeAt >= options.Heartbeat.TotalMilliseconds;
            var asked = _questions.TakeUnasked();
            if (facts is null && !due && !_owesHeard && !_wantsSnapshot && asked.Count == 0)
                return null;

            var batch = new FactBatch
            {
                Origin = core.Replica,
                Sequence = outbox.Sequence,
                SnapshotWanted = _wantsSnapshot,
                KnowsUsage = _knowsUsage,
            };
            if (facts is not null)
                batch.Facts.AddRange(facts);
            batch.Heard.AddRange(_peers.Heard());
            batch.Explain.AddRange(asked);
            (_spokeAt, _owesHeard, _wantsSnapshot) = (now, false, false);
            return batch;
        }
    }

    /// <summary>The batch never left: its facts go out again under the next number, and the gap makes peers ask.</summary>
    public void Unsent(FactBatch batch)
    {
        lock (_gate)
        {
            core.Return(outbox, batch.Facts);
            _wantsSnapshot |= batch.SnapshotWanted;
            _questions.AskAgain(batch.Explain);
        }
    }

    /// <summary>True when the sender wants our snapshot.</summary>
    public bool Hear(FactBatch batch)
    {
        if (batch.Origin == core.Replica)
            return false;

        core.Hear(batch.Facts);
        // The last part of a snapshot carries its number.
        if (batch is { Snapshot: true, Sequence: > 0 })
        {
            core.FindPeers();
            Join();
        }

        lock (_gate)
        {
            if (batch.About.Length > 0)
            {
                _questions.Take(batch);
                return false;
            }

            var gap = _peers.Note(batch, Now);
            _wantsSnapshot |= gap;
            _owesHeard |= batch.Facts.Count > 0;
        }

        Share();
        Tell();
        return batch.SnapshotWanted;
    }

    /// <summary>Our whole view, in parts; only the last one carries the number that says it is complete.</summary>
    public IReadOnlyList<FactBatch> Snapshot()
    {
        long sequence;
        List<Fact> facts;
        lock (_gate)
        {
            (facts, sequence) = core.Snapshot(outbox);
        }

        var chunks = facts.Chunk(SnapshotChunk).Select(chunk => Chunk(chunk, 0)).ToList();
        if (chunks.Count == 0)
            chunks.Add(Chunk([], 0));
        chunks[^1].Sequence = sequence;
        return chunks;
    }

    public FactBatch Farewell() => new() { Origin = core.Replica, Sequence = outbox.Sequence, Leaving = true };

    public List<LiveReplica> Peers()
    {
        lock (_gate) return [.. _peers.Live(Now)];
    }

    private FactBatch Chunk(IEnumerable<Fact> facts, long sequence)
    {
        var batch = new FactBatch { Origin = core.Replica, Sequence = sequence, Snapshot = true };
        batch.Facts.AddRange(facts);
        return batch;
    }

    private void Tell()
    {
        lock (_gate) _spreads.Tell(sequence => !_peers.Connected || _peers.HeardByAll(sequence));
    }

    // Always in this order: the core, which calls back for the shares, inside of ours.
    private void Share()
    {
        lock (_gate) core.Share(outbox, _peers.Shares);
    }
}
