using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Decisions;

/// <summary>One candidate of one decision, in 16 bytes: a thousand of them are written at every selection.</summary>
internal struct DecisionRow
{
    public float Strategy;
    public Half Locality;
    public Half Pressure;
    public Half Switching;
    public Half Headroom;
    public ushort InFlight;
    public byte Exclusion;
    public byte Flags;

    public const byte Demoted = 1;
    public const byte Probe = 2;
    public const byte WeakEvidence = 4;

    public readonly ExclusionReason Reason => (ExclusionReason)Exclusion;
}
