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

    [LoggerMessage(2605, LogLevel.Warning, "Account {AccountId}: no automatic reset: {Reason}")]
    public static partial void NoAutomaticReset(ILogger logger, Guid accountId, string reason);
}
