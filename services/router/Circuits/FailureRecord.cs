using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Circuits;

internal readonly record struct FailureRecord(long At, ulong TurnHigh, ulong TurnLow, int Attempt, bool ProviderSuspect)
    : IComparable<FailureRecord>
{
    public static FailureRecord Of(OutcomeFact fact) =>
        new(fact.ObservedAtMs, fact.TurnHigh, fact.TurnLow, fact.Attempt, fact.ProviderSuspect);

    public int CompareTo(FailureRecord other)
    {
        var order = At.CompareTo(other.At);
        if (order == 0) order = TurnHigh.CompareTo(other.TurnHigh);
        if (order == 0) order = TurnLow.CompareTo(other.TurnLow);
        if (order == 0) order = Attempt.CompareTo(other.Attempt);
        return order == 0 ? ProviderSuspect.CompareTo(other.ProviderSuspect) : order;
    }
}
