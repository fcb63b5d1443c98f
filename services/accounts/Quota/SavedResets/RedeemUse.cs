namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>One wish to redeem, as stored.</summary>
internal sealed class RedeemUse
{
    public string RequestId { get; set; } = "";

    public Guid AccountId { get; set; }

    public string ResetId { get; set; } = "";

    public string State { get; set; } = "";

    public bool Automatic { get; set; }

    /// <summary>Who wished it.</summary>
    public string Actor { get; set; } = "system";

    public long AskedMs { get; set; }

    public long Tries { get; set; } = 1;

    public long TriedMs { get; set; }
}
