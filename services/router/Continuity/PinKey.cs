using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Continuity;

internal readonly record struct PinKey(PinKind Kind, ulong High, ulong Low)
{
    public static PinKey Of(PinFact fact) => new(fact.Kind, fact.HashHigh, fact.HashLow);

    public static PinKey Of(ContinuityKey key) => new(key.Kind, key.HashHigh, key.HashLow);

    public bool IsHard => Kind is PinKind.PreviousResponse or PinKind.File or PinKind.TurnState
        or PinKind.LiveSocket or PinKind.EncryptedContent;

    /// <summary>Can be left out of a request that holds its whole conversation.</summary>
    public bool CanBeLeftOut => Kind is PinKind.TurnState or PinKind.EncryptedContent;

    /// <summary>An anchor nobody remembers cannot be served anywhere: its content lives on one account only.</summary>
    public bool MustBeKnown => Kind is PinKind.PreviousResponse or PinKind.File;

    public override int GetHashCode() => (int)(Low ^ (Low >> 32) ^ High) + (int)Kind;

    public override string ToString() => $"{(int)Kind}-{High:x16}{Low:x16}";
}
