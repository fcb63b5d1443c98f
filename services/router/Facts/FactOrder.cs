using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Facts;

/// <summary>
/// Which of two facts about the same thing stands. Every comparison is a total order over all fields, because two replicas that
/// saw different facts with the same time must still agree on one of them.
/// </summary>
internal static class FactOrder
{
    public static bool Newer(QuotaFact candidate, QuotaFact held)
    {
        var order = candidate.Generation.CompareTo(held.Generation);
        if (order == 0) order = candidate.ObservedAtMs.CompareTo(held.ObservedAtMs);
        if (order == 0) order = candidate.Source.CompareTo(held.Source);
        if (order == 0) order = candidate.UsedPercent.CompareTo(held.UsedPercent);
        if (order == 0) order = candidate.ResetsAtMs.CompareTo(held.ResetsAtMs);
        if (order == 0) order = candidate.HasCredits.CompareTo(held.HasCredits);
        if (order == 0) order = candidate.Models.Count.CompareTo(held.Models.Count);
        for (var i = 0; order == 0 && i < candidate.Models.Count; i++)
            order = string.CompareOrdinal(candidate.Models[i], held.Models[i]);
        return order > 0;
    }

    public static bool Newer(MarkFact candidate, MarkFact held)
    {
        var order = candidate.Generation.CompareTo(held.Generation);
        if (order == 0) order = candidate.ObservedAtMs.CompareTo(held.ObservedAtMs);
        if (order == 0) order = candidate.UntilMs.CompareTo(held.UntilMs);
        if (order == 0) order = candidate.Authoritative.CompareTo(held.Authoritative);
        if (order == 0) order = candidate.ProviderSuspect.CompareTo(held.ProviderSuspect);
        if (order == 0) order = string.CompareOrdinal(candidate.Rule, held.Rule);
        return order > 0;
    }

    public static bool Newer(PinFact candidate, PinFact held)
    {
        var order = candidate.AtMs.CompareTo(held.AtMs);
        if (order == 0) order = candidate.Generation.CompareTo(held.Generation);
        if (order == 0) order = string.CompareOrdinal(candidate.AccountId, held.AccountId);
        if (order == 0) order = candidate.ExpiresAtMs.CompareTo(held.ExpiresAtMs);
        if (order == 0) order = candidate.CachedTokens.CompareTo(held.CachedTokens);
        return order > 0;
    }

    public static bool Newer(DrainFact candidate, DrainFact held)
    {
        var order = candidate.AtMs.CompareTo(held.AtMs);
        if (order == 0) order = candidate.Draining.CompareTo(held.Draining);
        if (order == 0) order = string.CompareOrdinal(candidate.By, held.By);
        if (order == 0) order = string.CompareOrdinal(candidate.Reason, held.Reason);
        return order > 0;
    }

    public static bool Newer(KillSwitchFact candidate, KillSwitchFact held)
    {
        var order = candidate.AtMs.CompareTo(held.AtMs);
        if (order == 0) order = candidate.On.CompareTo(held.On);
        if (order == 0) order = candidate.ExpiresAtMs.CompareTo(held.ExpiresAtMs);
        if (order == 0) order = string.CompareOrdinal(candidate.By, held.By);
        if (order == 0) order = string.CompareOrdinal(candidate.Reason, held.Reason);
        return order > 0;
    }

    public static bool Newer(CredentialFact candidate, CredentialFact held)
    {
        var order = candidate.Generation.CompareTo(held.Generation);
        if (order == 0) order = candidate.AtMs.CompareTo(held.AtMs);
        if (order == 0) order = candidate.Usable.CompareTo(held.Usable);
        return order > 0;
    }

    /// <summary>Two replicas leased the same attempt at once: the earlier one stands, then the lesser origin.</summary>
    public static bool Stands(LeaseFact candidate, LeaseFact held)
    {
        var order = held.OpenedAtMs.CompareTo(candidate.OpenedAtMs);
        if (order == 0) order = string.CompareOrdinal(held.Origin, candidate.Origin);
        if (order == 0) order = string.CompareOrdinal(held.AccountId, candidate.AccountId);
        if (order == 0) order = held.ReservedTokens.CompareTo(candidate.ReservedTokens);
        if (order == 0) order = held.ReservedCostMicros.CompareTo(candidate.ReservedCostMicros);
        if (order == 0) order = string.CompareOrdinal(held.KeyId, candidate.KeyId);
        if (order == 0) order = string.CompareOrdinal(held.Model, candidate.Model);
        if (order == 0) order = held.RouteClass.CompareTo(candidate.RouteClass);
        if (order == 0) order = held.Probe.CompareTo(candidate.Probe);
        if (order == 0) order = held.Detour.CompareTo(candidate.Detour);
        if (order == 0) order = held.SessionLow.CompareTo(candidate.SessionLow);
        return order > 0;
    }
}
