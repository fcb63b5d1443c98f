using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.UpstreamAccounts;

internal static partial class Log
{
    [LoggerMessage(2701, LogLevel.Warning, "A pause whose time has come stands until the database is back: {Reason}")]
    public static partial void NotResumed(ILogger logger, string reason);

    [LoggerMessage(2702, LogLevel.Error, "Ending pauses failed; it is tried again")]
    public static partial void ClockFailed(ILogger logger, Exception cause);
}
