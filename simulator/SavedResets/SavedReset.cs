namespace CodexPooler.Simulator.SavedResets;

/// <summary>A rate-limit reset the user may spend when it suits.</summary>
internal sealed record SavedReset(string Id, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt)
{
    public DateTimeOffset? RedeemedAt { get; init; }

    public string? RedeemRequestId { get; init; }

    public string Status(DateTimeOffset now) => RedeemedAt is not null ? "redeemed" : now >= ExpiresAt ? "expired" : "available";
}
