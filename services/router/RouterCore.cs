using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Admin;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Faults;
using CodexPooler.Routing.Gates;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Limits;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.Selection;
using CodexPooler.Routing.Serving;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing;

/// <summary>
/// The router without any I/O. One lock guards everything: a selection takes microseconds and must see, and reserve from, one
/// state; handing work to a single owner through a channel would cost more than the work.
/// </summary>
internal sealed class RouterCore
{
    private const int Bite = 4;

    private readonly BriefLock _gate = new();
    private readonly TimeProvider _time;
    private readonly RouterState _state;
    private readonly CandidateViews _views;
    private readonly LeaseDesk _leases;
    private readonly TurnDesk _turns;
    private readonly OperatorDesk _operators;
    private readonly FactJournal _journal;
    private readonly LiveView _live;
    private readonly DecisionRing _ring;
    private readonly RoutingOptions _options;
    private readonly BudgetTable _budgets = new();
    private LimitShares _shares = LimitShares.Alone;

    public RouterCore(
        RoutingOptions options, string replica, IFactOutbox outbox, TimeProvider time, IDecisionSink? decisions = null)
    {
        (_time, _options) = (time, options);
        Replica = replica;
        _state = new RouterState(options, replica, alone: !outbox.Takes(Fact.KindOneofCase.Lease));
        _views = new CandidateViews(_state, options, replica);
        _journal = new FactJournal(_state, outbox);
        _ring = new DecisionRing(options.Decisions);
        var gate = new CandidateGate(options);
        _leases = new LeaseDesk(_state, _journal, new FaultDesk(_state, _journal), options, replica);
        var writer = new LeaseWriter(_state, _journal, _leases, options, replica);
        _turns = new TurnDesk(
            _state, _views, new AccountSelector(gate, options), _leases, writer, _budgets, _ring, decisions, options);
        _operators = new OperatorDesk(_state, _journal);
        _live = new LiveView(_state, _views, gate, options, replica);
    }

    public string Replica { get; }

    public DirectorySnapshot Directory => Locked(_ => _views.Directory);

    public int OpenLeases => Read().OpenLeases;

    public bool HasDirectory => Locked(_ => _views.Directory != DirectorySnapshot.Empty);

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public RouterReading Read() => Locked(_ => new RouterReading(
        _state.Leases.Open,
        _state.Pins.Count,
        _state.ProviderIncident,
        _state.Leavings.Moves,
        _state.Leavings.Detours,
        _state.Leavings.TokensLeftByMoves,
        _state.Leavings.TokensLeftByDetours));

    /// <summary>How the budgets stand; each router hears it for itself.</summary>
    public void Budgets(IEnumerable<Contracts.Ledger.V1.Budget> budgets)
    {
        using (_gate.Enter())
            _budgets.Replace(budgets);
    }

    public SelectReply Select(SelectRequest request, LeaseId id)
    {
        using (_gate.Enter())
            return _turns.Select(request, id, _shares, Advance());
    }

    public RenewLeasesReply Renew(RenewLeasesRequest request) => Locked(now =>
    {
        var reply = new RenewLeasesReply();
        foreach (var lease in request.LeaseIds)
            reply.Leases.Add(_leases.Renew(lease, now));
        return reply;
    });

    public CloseReply Close(CloseRequest request)
    {
        using (_gate.Enter())
            return _leases.Close(request, Advance());
    }

    /// <summary>Facts of our own: applied and told to the others. Returns how many told something new.</summary>
    public int State(IReadOnlyList<Fact> facts) => Locked(now =>
    {
        foreach (var fact in facts)
            _journal.State(fact, now);
        return facts.Count;
    });

    /// <summary>Facts of a peer: applied, not told again.</summary>
    public int Hear(IReadOnlyList<Fact> facts) => Locked(now =>
    {
        var news = 0;
        foreach (var fact in facts)
        {
            news += _state.Apply(fact, now) ? 1 : 0;
            if (fact.KindCase == Fact.KindOneofCase.Lease)
                _leases.Heard(fact.Lease, now);
        }

        return news;
    });

    public void Adopt(DirectorySnapshot directory) => Locked(_ =>
    {
        _views.Swap(directory);
        return true;
    });

    /// <summary>
    /// Divides limits by what the peers have heard; in one step with the outbox, whose numbers the shares refer to.
    /// </summary>
    public void Share(FactOutbox outbox, Func<long, LimitShares> shares) => Locked(_ =>
    {
        _shares = shares(outbox.Sequence);
        return true;
    });

    /// <summary>The number of the batch that has, or will have, the last of what was stated here.</summary>
    public long LastSequence(FactOutbox outbox) => Locked(_ => outbox.Sequence + (outbox.Waiting > 0 ? 1 : 0));

    public void LosePeers() => Locked(_ =>
    {
        _state.Leases.LosePeers();
        return true;
    });

    public void FindPeers() => Locked(now =>
    {
        _state.Leases.FindPeers(now);
        return true;
    });

    public IReadOnlyCollection<Fact>? Seal(FactOutbox outbox, Func<long, LimitShares> shares) => Locked(_ =>
    {
        var facts = outbox.Seal();
        _shares = shares(outbox.Sequence);
        return facts;
    });

    public void Return(FactOutbox outbox, IEnumerable<Fact> facts) => Locked(_ =>
    {
        outbox.Return(facts);
        return true;
    });

    public ExplainReply Explain(ExplainRequest request) => Locked(_ =>
    {
        var reply = new ExplainReply();
        if (TurnId.TryParse(request.TurnId, out var turn))
        {
            foreach (var decision in _ring.OfTurn(turn))
                reply.Decisions.Add(DecisionRecords.Of(decision, _ring));
        }

        foreach (var decision in reply.Decisions)
            decision.Replica = Replica;
        return reply;
    });

    public ReplayReply Replay(ReplayRequest request)
    {
        var records = request.Decisions.Count > 0 ? request.Decisions : Recorded(request.PoolId);
        var resets = Locked(_ => _state.Accounts.ToDictionary(a => a.Key, a => a.Value.SoonestReset));
        return new PolicyReplay(_views, resets, _options.Scoring).Run(records, PolicySettings.Of(request.Policy));
    }

    /// <summary>How the Pool has its turns ordered today, but for sockets.</summary>
    public PolicySettings Policy(Pool pool) => PolicySettings.Of(pool, RouteClass.Responses, _options.Scoring);

    public bool Offers(string model) => Locked(_ => _views.Offers(model));

    public DrainReply Drain(DrainRequest request) => Locked(now => _operators.Drain(request, now));

    public ClearMarkReply Clear(ClearMarkRequest request) => Locked(now => _operators.Clear(request, now));

    public KillSwitchReply KillSwitch(KillSwitchRequest request) => Locked(now => _operators.KillSwitch(request, now));

    public LiveStateReply Live(string poolId) => Locked(now => _live.Read(poolId, now));

    /// <summary>The whole state as facts, as of one moment.</summary>
    public List<Fact> Snapshot() => Locked(now => StateFacts.Of(_state, now).ToList());

    /// <summary>As <see cref="Snapshot()"/>, with the number of the last batch whose facts it holds.</summary>
    public (List<Fact> Facts, long Sequence) Snapshot(FactOutbox outbox) =>
        Locked(now => (StateFacts.Of(_state, now).ToList(), outbox.Sequence));

    public bool KnowsPin(ContinuityKey key) => Locked(now => _state.Pins.Find(Continuity.PinKey.Of(key), now) is not null);

    // In small bites: turns wait for the lock while a bite is unfolded.
    private IEnumerable<DecisionRecord> Recorded(string poolId)
    {
        var kept = Locked(_ => _ring.All().Where(d => d.View.Key.PoolId == poolId).ToList());
        foreach (var bite in kept.Chunk(Bite))
        {
            var held = Locked(_ => bite.Where(d => _ring.Holds(d)).Select(d => DecisionRecords.Of(d, _ring)).ToList());
            foreach (var record in held)
                yield return record;
        }
    }

    private T Locked<T>(Func<long, T> work)
    {
        using (_gate.Enter())
            return work(Advance());
    }

    private long Advance()
    {
        var now = Now;
        _state.Advance(now);
        return now;
    }
}
