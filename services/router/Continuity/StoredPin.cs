using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Continuity;

/// <summary>A pin as a store keeps it, under its key.</summary>
internal sealed class StoredPin
{
    public string AccountId { get; set; } = "";

    public long Generation { get; set; }

    public long AtMs { get; set; }

    public long ExpiresAtMs { get; set; }

    public long CachedTokens { get; set; }

    public static StoredPin Of(PinFact pin) => new()
    {
        AccountId = pin.AccountId,
        Generation = pin.Generation,
        AtMs = pin.AtMs,
        ExpiresAtMs = pin.ExpiresAtMs,
        CachedTokens = pin.CachedTokens,
    };

    public PinFact ToFact(PinKey key) => new()
    {
        Kind = key.Kind,
        HashHigh = key.High,
        HashLow = key.Low,
        AccountId = AccountId,
        Generation = Generation,
        AtMs = AtMs,
        ExpiresAtMs = ExpiresAtMs,
        CachedTokens = CachedTokens,
    };
}
