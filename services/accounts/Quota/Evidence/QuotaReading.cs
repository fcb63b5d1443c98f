using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>
/// What one source said about one window at one moment. <paramref name="ResetsAtMs"/> is 0 when it did not say.
/// </summary>
internal sealed record QuotaReading(
    string Limit,
    int Minutes,
    double UsedPercent,
    long ResetsAtMs,
    long ObservedAtMs,
    QuotaSource Source,
    long Generation,
    string Models) : IComparable<QuotaReading>
{
    private const int WithoutReset = 20;

    public WindowKey Window => new(Limit, Minutes);

    public bool Exhausted => UsedPercent >= 100;

    /// <summary>The upstream served a turn and said so: no cached body can claim that.</summary>
    public bool Served => Source is QuotaSource.StreamEvent or QuotaSource.Headers && UsedPercent is > 0 and < 100;

    public int Precedence => Trust(Source) - (ResetsAtMs == 0 ? WithoutReset : 0);

    /// <summary>The newest is the greatest. Total, so that replicas that saw the same readings agree.</summary>
    public int CompareTo(QuotaReading? other)
    {
        if (other is null) return 1;
        var order = Generation.CompareTo(other.Generation);
        if (order == 0) order = ObservedAtMs.CompareTo(other.ObservedAtMs);
        if (order == 0) order = Precedence.CompareTo(other.Precedence);
        if (order == 0) order = UsedPercent.CompareTo(other.UsedPercent);
        if (order == 0) order = ResetsAtMs.CompareTo(other.ResetsAtMs);
        if (order == 0) order = Source.CompareTo(other.Source);
        return order != 0 ? order : string.CompareOrdinal(Models, other.Models);
    }

    public static int Trust(QuotaSource source) => source switch
    {
        QuotaSource.StreamEvent => 90,
        QuotaSource.Headers or QuotaSource.ErrorBody => 80,
        QuotaSource.UsageApi => 60,
        _ => 0,
    };
}
