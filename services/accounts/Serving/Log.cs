using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Serving;

internal static partial class Log
{
    [LoggerMessage(2201, LogLevel.Warning, "Account {AccountId}: its status could not be recorded: {Reason}")]
    public static partial void NotRecorded(ILogger logger, Guid accountId, string reason);

    [LoggerMessage(2202, LogLevel.Error, "The renewal sweep failed; it goes on at the next turn")]
    public static partial void SweepFailed(ILogger logger, Exception cause);

    [LoggerMessage(2203, LogLevel.Error, "Account {AccountId}: its renewal failed unexpectedly; the others go on")]
    public static partial void DriveFailed(ILogger logger, Guid accountId, Exception cause);

    [LoggerMessage(2204, LogLevel.Warning, "Account {AccountId}: whether it is being renewed could not be shown: {Reason}")]
    public static partial void NotShown(ILogger logger, Guid accountId, string reason);

    [LoggerMessage(2205, LogLevel.Warning, "Account {AccountId}: a renewal that nobody ended is taken over")]
    public static partial void TakenOver(ILogger logger, Guid accountId);
}
