namespace CodexPooler.Accounts.Tokens.Refreshing;

/// <summary>How a wish for a newer credential ended.</summary>
internal abstract record RefreshResult
{
    private RefreshResult()
    {
    }

    /// <summary>A credential newer than the one the caller knew; <paramref name="Exchanged"/> when this call made it.</summary>
    public sealed record Fresh(CredentialState Credential, bool Exchanged) : RefreshResult;

    /// <summary>Nobody has linked this account.</summary>
    public sealed record NotLinked : RefreshResult;

    /// <summary>Only its owner can help: the lineage is dead.</summary>
    public sealed record ReauthRequired(string Code) : RefreshResult;

    /// <summary>The envelope cannot be opened. Nothing was written over it.</summary>
    public sealed record SealedAway(string Why) : RefreshResult;

    /// <summary>Try again later; what is held serves until it expires.</summary>
    public sealed record Transient(string Reason, TimeSpan? RetryAfter) : RefreshResult;
}
