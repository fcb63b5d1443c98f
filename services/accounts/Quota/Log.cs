namespace CodexPooler.Accounts.Quota;

internal static partial class Log
{
    [LoggerMessage(2601, LogLevel.Warning, "Quota evidence stays in memory, the database is away: {Reason}")]
    public static partial void StoreAway(ILogger logger, string reason);

    [LoggerMessage(2602, LogLevel.Information, "Account {AccountId}: asking for its usage gave no evidence: {Reason}")]
    public static partial void NoEvidence(ILogger logger, Guid accountId, string reason);

    [LoggerMessage(2603, LogLevel.Error, "The usage poll failed; it goes on at the next turn")]
    public static partial void PollFailed(ILogger logger, Exception cause);

    [LoggerMessage(2604, LogLevel.Information, "Account {AccountId}: saved reset redeemed ({State}), automatic: {Automatic}")]
    public static partial void ResetRedeemed(ILogger logger, Guid accountId, string state, bool automatic);

    [LoggerMessage(
        2608, LogLevel.Information,
        "Account {AccountId}: a saved reset that expires at {Expires} is spent before it is lost: {Stage}")]
    public static partial void ResetExpires(ILogger logger, Guid accountId, DateTimeOffset expires, string stage);

    [LoggerMessage(2606, LogLevel.Error, "Keeping quota evidence failed; it stays in memory and is tried again")]
    public static partial void JournalFailed(ILogger logger, Exception cause);

    [LoggerMessage(2607, LogLevel.Error, "Account {AccountId}: its usage poll failed; the others go on")]
    public static partial void AccountPollFailed(ILogger logger, Guid accountId, Exception cause);

    [LoggerMessage(2605, LogLevel.Warning, "Account {AccountId}: no automatic reset: {Reason}")]
    public static partial void NoAutomaticReset(ILogger logger, Guid accountId, string reason);
}
