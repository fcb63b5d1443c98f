namespace CodexPooler.Accounts.Catalogue;

internal static partial class Log
{
    [LoggerMessage(
        2401, LogLevel.Warning, "Account {AccountId}: {Count} entries of its model list make no sense and were left out")]
    public static partial void BadEntries(ILogger logger, Guid accountId, int count);

    [LoggerMessage(2402, LogLevel.Information, "Account {AccountId}: the known model list stays, {Reason}")]
    public static partial void ListKept(ILogger logger, Guid accountId, string reason);

    [LoggerMessage(2404, LogLevel.Error, "Account {AccountId}: syncing its model list failed; the others go on")]
    public static partial void AccountSyncFailed(ILogger logger, Guid accountId, Exception cause);

    [LoggerMessage(2403, LogLevel.Error, "Syncing model lists failed; it goes on at the next turn")]
    public static partial void SyncFailed(ILogger logger, Exception cause);
}
