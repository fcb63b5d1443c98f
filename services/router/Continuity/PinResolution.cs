using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Continuity;

/// <summary>What a turn's continuity keys say: the account it must have, or the one it would rather have.</summary>
internal readonly record struct PinResolution(
    string? HardAccount,
    PinKind HardKind,
    long HardGeneration,
    PinFact? Soft,
    PinKey SessionKey,
    bool Conflict,
    PinKind Unknown)
{
    public static PinResolution Of(IReadOnlyList<ContinuityKey> keys, PinTable pins, long now, bool leaving = false)
    {
        var result = default(PinResolution);
        for (var i = 0; i < keys.Count; i++)
        {
            var key = PinKey.Of(keys[i]);
            if (!leaving || !key.CanBeLeftOut)
                result = result.With(key, pins, now);
        }

        return result;
    }

    /// <summary>What of a request its account cannot use.</summary>
    public static void NoteForeign(
        IReadOnlyList<ContinuityKey> keys, PinTable pins, string accountId, long now, ICollection<int> foreign)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            var key = PinKey.Of(keys[i]);
            if (key.CanBeLeftOut && pins.Find(key, now) is { } pin && pin.AccountId != accountId)
                foreign.Add(i);
        }
    }

    private PinResolution With(PinKey key, PinTable pins, long now)
    {
        var pin = pins.Find(key, now);
        if (!key.IsHard)
            return WithSoft(key, pin);
        if (pin is null)
            return key.MustBeKnown ? this with { Unknown = key.Kind } : this;
        if (HardAccount is null)
            return this with { HardAccount = pin.AccountId, HardKind = key.Kind, HardGeneration = pin.Generation };
        return pin.AccountId == HardAccount ? this : this with { Conflict = true };
    }

    // The session knows better than the prompt cache where the conversation lives.
    private PinResolution WithSoft(PinKey key, PinFact? pin)
    {
        var isSession = key.Kind == PinKind.Session;
        var result = isSession || SessionKey.Kind == PinKind.Unspecified ? this with { SessionKey = key } : this;
        if (pin is null || (result.Soft is { Kind: PinKind.Session } && !isSession))
            return result;
        return result with { Soft = pin };
    }
}
