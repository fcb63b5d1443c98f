namespace CodexPooler.Accounts.Tokens.Refreshing;

/// <summary>How an account's credential stands between two exchanges.</summary>
internal enum ClaimState
{
    /// <summary>Nobody is exchanging it.</summary>
    None,

    /// <summary>Somebody is, here or in another process.</summary>
    Held,

    /// <summary>Somebody was, and has been silent for as long as a claim holds.</summary>
    Abandoned,
}
