using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Relay;

internal static partial class Log
{
    [LoggerMessage(1401, LogLevel.Error, "The silence of a {Stream} could not be measured")]
    public static partial void TickFailed(ILogger logger, string stream, Exception cause);
}
