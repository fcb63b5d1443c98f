using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Ingress;

internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Debug, "Request {RequestId} ({Route}): the client left")]
    public static partial void ClientGone(ILogger logger, string requestId, string route);

    [LoggerMessage(1202, LogLevel.Error, "Request {RequestId} ({Route}) failed")]
    public static partial void HandlerFailed(ILogger logger, string requestId, string route, Exception cause);
}
