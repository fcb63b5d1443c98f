using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>A value of which only the newest counts.</summary>
internal sealed record Stamped(string Value, long Generation, long ObservedAtMs, QuotaSource Source)
{
    public static Stamped? Newer(Stamped? one, Stamped? other)
    {
        if (one is null || other is null) return one ?? other;
        var order = one.Generation.CompareTo(other.Generation);
        if (order == 0) order = one.ObservedAtMs.CompareTo(other.ObservedAtMs);
        if (order == 0) order = QuotaReading.Trust(one.Source).CompareTo(QuotaReading.Trust(other.Source));
        if (order == 0) order = string.CompareOrdinal(one.Value, other.Value);
        return order >= 0 ? one : other;
    }
}
