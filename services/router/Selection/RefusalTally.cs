using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Decisions;

namespace CodexPooler.Routing.Selection;

internal readonly ref struct RefusalTally
{
    private const int Reasons = 32;

    private readonly int[] _counts = new int[Reasons];
    private readonly long _now;

    public RefusalTally(CandidateView view, ReadOnlySpan<DecisionRow> rows, PinResolution pins, long now)
    {
        _now = now;
        for (var i = 0; i < rows.Length; i++)
        {
            var reason = rows[i].Reason;
            _counts[(int)reason]++;
            if (pins.HardAccount is not null && reason == ExclusionReason.PinnedElsewhere)
            {
                Others++;
                continue;
            }

            var reading = view.Candidates[i].Reading;
            if (reason is ExclusionReason.CoolingDown or ExclusionReason.CircuitOpen)
                SoonestRecovery = Earlier(SoonestRecovery, reading.BlockedUntil);
            if (reason == ExclusionReason.QuotaExhausted && reading.BlockAuthoritative)
                EarliestReset = Earlier(EarliestReset, reading.BlockedUntil);
        }
    }

    public int Others { get; }

    public long SoonestRecovery { get; }

    /// <summary>Only of resets the upstream named: an invented one would make clients wait for nothing.</summary>
    public long EarliestReset { get; }

    public long RecoveryWaitMs => SoonestRecovery > _now ? SoonestRecovery - _now : 1000;

    public bool Any(ExclusionReason reason) => _counts[(int)reason] > 0;

    public List<ReasonCount> Counts()
    {
        var counts = new List<ReasonCount>();
        for (var reason = 1; reason < Reasons; reason++)
        {
            if (_counts[reason] > 0)
                counts.Add(new ReasonCount { Reason = (ExclusionReason)reason, Accounts = _counts[reason] });
        }

        return counts;
    }

    private static long Earlier(long held, long other) => held == 0 || (other != 0 && other < held) ? other : held;
}
