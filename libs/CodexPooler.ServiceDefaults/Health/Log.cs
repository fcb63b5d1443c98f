using Microsoft.Extensions.Logging;

namespace CodexPooler.ServiceDefaults.Health;

internal static partial class Log
{
    [LoggerMessage(110, LogLevel.Information, "Not ready: {Failing}")]
    public static partial void NotReady(ILogger logger, string failing);

    [LoggerMessage(111, LogLevel.Information, "Ready")]
    public static partial void Ready(ILogger logger);
}
