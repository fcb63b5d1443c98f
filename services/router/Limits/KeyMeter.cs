namespace CodexPooler.Routing.Limits;

/// <summary>Counted use and outstanding reservations of one binding: a key, or a key with one model.</summary>
internal sealed class KeyMeter
{
    public UsageSeries Series { get; } = new();

    public UnsharedUsage Unshared { get; } = new();

    public int OpenLeases { get; set; }

    public long ReservedTokens { get; set; }

    public long ReservedCostMicros { get; set; }
}
