using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Gates;
using CodexPooler.Routing.Strategies;

namespace CodexPooler.Routing.Selection;

/// <summary>
/// Gates, then strategy, then modifiers, then the one with the highest score. Works in scratch arrays it owns, so it is called
/// under the router's lock only; a thousand candidates leave no garbage.
/// </summary>
internal sealed class AccountSelector(CandidateGate gate, RoutingOptions options)
{
    private const double DemotedLast = 10;
    private const double WeakEvidenceLater = 5;
    private const double LocalityFirst = 2;

    private DecisionRow[] _rows = new DecisionRow[64];
    private int[] _survivors = new int[64];
    private double[] _scores = new double[64];
    private double[] _ring = [];

    public ReadOnlySpan<DecisionRow> Rows(CandidateView view) => _rows.AsSpan(0, view.Candidates.Length);

    public SelectionResult Select(
        CandidateView view, TurnRequest turn, PinResolution pins, PolicySettings policy, bool incident, long now)
    {
        var candidates = view.Candidates;
        if (candidates.Length > _rows.Length)
            Grow(candidates.Length);

        var count = Gate(view, turn, pins, incident, now);
        count = OneCohort(view, turn, pins, count);
        if (count == 0)
            return SelectionResult.Nobody;

        if (pins.HardAccount is not null)
            return new SelectionResult(_survivors[0], ChosenBecause.HardPin, count, false, "");

        if (turn.StayOn.Length > 0 && view.PlaceOf(turn.StayOn) is var same and >= 0
            && _rows[same].Reason == ExclusionReason.None)
            return new SelectionResult(same, ChosenBecause.SameAccountRetry, count, false, "");

        var home = HomeOf(view, pins, policy);
        count = HighestPriority(view, count);
        var scores = _scores.AsSpan(0, count);
        var seed = SeedOf(turn, policy, home, pins, out var locality);
        policy.Strategy.Score(
            new StrategyInput
            {
                Candidates = candidates,
                Survivors = _survivors.AsSpan(0, count),
                Seed = seed,
                Cursor = view.Cursor,
                Now = now,
                InFlightPercent = policy.InFlightPercent,
            },
            scores);
        var best = Best(view, policy, home, count, seed, locality);
        return Chosen(view, pins, policy, home, count, best, locality, now);
    }

    private int Gate(CandidateView view, TurnRequest turn, PinResolution pins, bool incident, long now)
    {
        var slots = view.Slots;
        var rows = _rows;
        var plain = pins.HardAccount is null && turn.Tier.Length == 0 && turn.FailedAccounts.Count == 0;
        var count = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            ref var slot = ref slots[i];
            if (slot.IsStale(now))
                slot.Take(gate.Read(slot.Candidate, view.Key, incident, now));

            var reason = (plain ? slot.Quick(turn) : null) ?? Whole(slot.Candidate, turn, pins);
            rows[i] = slot.Row(reason);
            if (reason == ExclusionReason.None)
                _survivors[count++] = i;
        }

        return count;
    }

    private ExclusionReason Whole(Candidate candidate, TurnRequest turn, PinResolution pins)
    {
        var block = candidate.Reading.Block;
        return block == ExclusionReason.None ? TurnGate.Check(candidate, turn, pins, options.Circuits.Probes) : block;
    }

    private int OneCohort(CandidateView view, TurnRequest turn, PinResolution pins, int count)
    {
        if (view.OneCohort || !turn.Message.Native || count < 2 || pins.HardAccount is not null)
            return count;
        return Keep(
            count, ExclusionReason.CatalogCohort, CohortChoice.Of(view, _survivors.AsSpan(0, count)), view, static c => c.Cohort);
    }

    private int HighestPriority(CandidateView view, int count)
    {
        if (view.OnePriority)
            return count;

        var lowest = int.MaxValue;
        for (var i = 0; i < count; i++)
            lowest = Math.Min(lowest, view.Candidates[_survivors[i]].Priority);
        return Keep(count, ExclusionReason.LowerPriorityTier, (ulong)(uint)lowest, view, static c => (uint)c.Priority);
    }

    private int Keep(int count, ExclusionReason reason, ulong wanted, CandidateView view, Func<Candidate, ulong> property)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var place = _survivors[i];
            if (property(view.Candidates[place]) == wanted)
                _survivors[kept++] = place;
            else
                _rows[place].Exclusion = (byte)reason;
        }

        return kept;
    }

    private static int HomeOf(CandidateView view, PinResolution pins, PolicySettings policy)
    {
        if (pins.Soft is not { } pin || (pin.Kind == PinKind.Session && !policy.SessionStickiness))
            return -1;
        return view.PlaceOf(pin.AccountId);
    }

    private static ulong SeedOf(TurnRequest turn, PolicySettings policy, int home, PinResolution pins, out bool locality)
    {
        var message = turn.Message;
        locality = policy.PromptCacheLocality
            && message.PromptCacheSeed != 0
            && home < 0
            && message.RouteClass == RouteClass.Responses;
        if (locality)
            return message.PromptCacheSeed;
        return pins.SessionKey.Kind == PinKind.Session && policy.SessionStickiness ? pins.SessionKey.Low : turn.Seed;
    }

    // The best elsewhere: whether it is worth leaving home for is a question of its own.
    private int Best(CandidateView view, PolicySettings policy, int home, int count, ulong seed, bool locality)
    {
        var ringLine = policy.Strategy.UsesRing && !locality ? RingLine(policy.RingSize, count) : double.NegativeInfinity;
        var best = -1;
        var bestScore = double.NegativeInfinity;
        var pressure = policy.InFlightPercent / 100;
        for (var i = 0; i < count; i++)
        {
            var place = _survivors[i];
            ref var row = ref _rows[place];
            var score = _scores[i];
            row.Strategy = (float)score;
            if (score < ringLine)
            {
                row.Exclusion = (byte)ExclusionReason.OutsideRing;
                continue;
            }

            if (locality)
            {
                var place01 = LocalityFirst * Rendezvous.Unit(seed, view.Candidates[place].Salt);
                row.Locality = (Half)place01;
                score += LocalityFirst + place01;
            }

            if (policy.Strategy.FeelsPressure && row.InFlight > 0 && !locality)
            {
                row.Pressure = (Half)(-pressure * row.InFlight);
                score -= pressure * row.InFlight;
            }

            if (row.Flags != 0)
                score -= Penalty(row.Flags, locality);
            _scores[i] = score;
            if (score > bestScore && (place != home || count == 1))
            {
                bestScore = score;
                best = place;
            }
        }

        return best;
    }

    // One fault is no reason to lose a cache, neither a session's nor a prompt cache key's.
    private static double Penalty(byte flags, bool locality)
    {
        var demoted = (flags & DecisionRow.Demoted) != 0 && !locality ? DemotedLast : 0;
        return demoted + ((flags & DecisionRow.WeakEvidence) != 0 ? WeakEvidenceLater : 0);
    }

    // The score of the last account inside the ring. Demoted ones count too: they keep their place and are merely chosen last.
    private double RingLine(int size, int count)
    {
        if (count <= size)
            return double.NegativeInfinity;
        if (_ring.Length != size)
            _ring = new double[size];
        var top = _ring.AsSpan();
        top.Fill(double.NegativeInfinity);
        for (var i = 0; i < count; i++)
        {
            var score = _scores[i];
            if (score <= top[^1])
                continue;
            var at = size - 1;
            while (at > 0 && top[at - 1] < score)
            {
                top[at] = top[at - 1];
                at--;
            }

            top[at] = score;
        }

        return top[^1];
    }

    private SelectionResult Chosen(
        CandidateView view, PinResolution pins, PolicySettings policy, int home, int count, int best, bool locality, long now)
    {
        var because = locality ? ChosenBecause.PromptCache : ChosenBecause.Strategy;
        var detour = false;
        var movedFrom = "";
        if (home >= 0)
        {
            if (Eligible(home))
            {
                var price = SwitchingPrice.Of(pins.Soft!, policy.SwitchingPrice, options.Scoring);
                var gain = best < 0
                    ? 0
                    : SwitchingPrice.Gain(view.Candidates[home], view.Candidates[best], policy.InFlightPercent);
                _rows[home].Switching = (Half)price;
                if (best < 0 || best == home || gain <= price)
                {
                    // A conversation at home outranks ring and priority; what it could move to does not.
                    _rows[home].Exclusion = (byte)ExclusionReason.None;
                    return new SelectionResult(home, ChosenBecause.Session, count, false, "");
                }
            }
            else
            {
                detour = IsBriefly(view.Candidates[home], _rows[home].Reason, now);
            }

            movedFrom = view.Candidates[home].Account.Id;
        }

        if (view.Candidates[best].Reading.HalfOpen)
            because = ChosenBecause.Probe;
        view.Cursor = (best + 1) % view.Candidates.Length;
        return new SelectionResult(best, because, count, detour, movedFrom);
    }

    private bool Eligible(int place) =>
        _rows[place].Reason is ExclusionReason.None or ExclusionReason.OutsideRing or ExclusionReason.LowerPriorityTier;

    private bool IsBriefly(Candidate home, ExclusionReason reason, long now) => reason switch
    {
        ExclusionReason.CoolingDown or ExclusionReason.CircuitOpen =>
            home.Reading.BlockedUntil - now <= options.Pins.DetourAtMost.TotalMilliseconds,
        ExclusionReason.ProbeTaken or ExclusionReason.ConcurrencyFull or ExclusionReason.AlreadyFailedThisTurn => true,
        _ => false,
    };

    private void Grow(int size)
    {
        _rows = new DecisionRow[size];
        _survivors = new int[size];
        _scores = new double[size];
    }
}
