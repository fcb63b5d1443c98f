using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Selection;

namespace CodexPooler.Routing.Decisions;

/// <summary>
/// What was decided; its candidates' rows lie in the ring from <see cref="FirstRow"/> on while it has not come round. A value,
/// and what it refers to belongs to the directory: the ring holds nothing that was made for one turn.
/// </summary>
internal readonly record struct Decision(
    LeaseId Id,
    long At,
    CandidateView View,
    PolicySettings Policy,
    string Model,
    string KeyId,
    long EstimatedInputTokens,
    int Winner,
    ChosenBecause Because,
    RefusalCode Refusal,
    long CachedTokens,
    ulong SessionHash)
{
    public long FirstRow { get; init; }

    /// <summary>None when the turn was refused before any account was looked at.</summary>
    public int Rows { get; init; }
}
