using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Retention;

internal static partial class Log
{
    [LoggerMessage(5401, LogLevel.Warning, "The retention sweep is tried again later: {Reason}")]
    public static partial void Postponed(ILogger logger, string reason);
}
