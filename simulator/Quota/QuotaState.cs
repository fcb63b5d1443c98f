namespace CodexPooler.Simulator.Quota;

/// <summary>Everything the backend tells about an account's limits at one moment.</summary>
internal sealed record QuotaState(string Plan, LimitState Account, IReadOnlyList<LimitState> Meters, CreditBalance Credits)
{
    public bool LimitReached => Account.Exhausted && !Credits.HasCredits && !Credits.Unlimited;

    public LimitState? Meter(string? limitId) => Meters.FirstOrDefault(meter => meter.LimitId == limitId);

    /// <summary>The limit that stops a turn on a model with this meter; null when the turn may run.</summary>
    public LimitState? Blocking(string? limitId)
    {
        if (Meter(limitId) is { Exhausted: true } meter) return meter;
        return LimitReached && Meter(limitId) is null ? Account : null;
    }
}
