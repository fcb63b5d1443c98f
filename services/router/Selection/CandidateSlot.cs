using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Selection;

/// <summary>
/// What a selection needs of every candidate, side by side in memory: following three references for each of a thousand
/// candidates cost more than judging them.
/// </summary>
internal struct CandidateSlot(Candidate candidate)
{
    private readonly AccountState _state = candidate.State;
    private readonly int _maxConcurrency = candidate.MaxConcurrency == 0 ? int.MaxValue : candidate.MaxConcurrency;
    private readonly uint _lacks = ~candidate.Capabilities;
    private readonly uint _lacksEfforts = ~candidate.Efforts;
    private readonly bool _owned = candidate.Account.Owner.Length > 0;
    private int _version = -1;
    private long _recheckAt;
    private ExclusionReason _block;
    private Half _headroom;
    private byte _flags;

    public readonly Candidate Candidate => candidate;

    public readonly bool IsStale(long now) => _version != _state.Version || now >= _recheckAt;

    public void Take(in CandidateReading reading)
    {
        candidate.Read(reading);
        _version = reading.Version;
        _recheckAt = reading.RecheckAt;
        _block = reading.Block;
        _headroom = (Half)reading.Headroom;
        _flags = FlagsOf(reading);
    }

    public readonly DecisionRow Row(ExclusionReason reason) => new()
    {
        Exclusion = (byte)reason,
        InFlight = (ushort)_state.InFlight,
        Headroom = _headroom,
        Flags = _flags,
    };

    /// <summary>The verdict where no reference needs to be followed; null sends the candidate through the whole gate.</summary>
    public readonly ExclusionReason? Quick(TurnRequest turn)
    {
        if (_block != ExclusionReason.None)
            return _block;
        if (_owned || (_flags & DecisionRow.Probe) != 0)
            return null;
        if (_state.InFlight >= _maxConcurrency)
            return ExclusionReason.ConcurrencyFull;
        return (turn.Capabilities & _lacks) != 0 || (turn.Effort & _lacksEfforts) != 0
            ? ExclusionReason.CapabilityMissing
            : ExclusionReason.None;
    }

    private static byte FlagsOf(in CandidateReading reading)
    {
        var flags = reading.Demoted ? DecisionRow.Demoted : (byte)0;
        if (reading.HalfOpen)
            flags |= DecisionRow.Probe;
        return reading.Quota is QuotaState.Precise or QuotaState.WeeklyOnly ? flags : (byte)(flags | DecisionRow.WeakEvidence);
    }
}
