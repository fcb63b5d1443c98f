namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>How a wish to redeem stands. The texts are stored and answered.</summary>
internal static class RedeemState
{
    /// <summary>Asked, and it is not known whether it was applied: repeat with the same request id.</summary>
    public const string Pending = "pending";

    public const string Applied = "applied";

    /// <summary>Repeated until it was pointless; nobody can tell any more.</summary>
    public const string Abandoned = "abandoned";

    public const string NothingToReset = "nothing_to_reset";
    public const string NoneLeft = "none_left";

    public static string Of(string upstreamCode) => upstreamCode switch
    {
        "reset" or "already_redeemed" => Applied,
        "nothing_to_reset" => NothingToReset,
        "no_credit" => NoneLeft,
        _ => Pending,
    };

    public static string Describe(string state) => state switch
    {
        Applied => "The saved reset was applied; the windows start afresh.",
        NothingToReset => "Nothing was spent: no window has been used.",
        Abandoned => "The upstream never gave a clear answer. Look at the account's windows: a reset shows there.",
        NoneLeft => "This account has no saved reset left.",
        _ => "The upstream gave no clear answer. Repeat with the same request id: it redeems at most once.",
    };
}
