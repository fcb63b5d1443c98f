using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Grpc.Server;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Method} failed with an unhandled exception")]
    public static partial void HandlerFailed(ILogger logger, string method, Exception fault);

    [LoggerMessage(2, LogLevel.Debug, "{Method} ended with {Status}")]
    public static partial void CallEnded(ILogger logger, string method, StatusCode status);
}
