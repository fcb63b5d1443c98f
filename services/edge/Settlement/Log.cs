using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Settlement;

internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Critical, "Turn {TurnId} could not be written to the spool")]
    public static partial void NotRecorded(ILogger logger, Guid turnId, Exception cause);

    [LoggerMessage(
        1202, LogLevel.Warning, "The broker takes no events; {Bytes} bytes of settled turns wait in the spool. {Reason}")]
    public static partial void BrokerAway(ILogger logger, long bytes, string reason);

    [LoggerMessage(1203, LogLevel.Information, "The broker takes events again")]
    public static partial void BrokerBack(ILogger logger);

    [LoggerMessage(1205, LogLevel.Error, "The disk does not take the spool: what was written lives as long as this machine runs")]
    public static partial void NotFlushed(ILogger logger, Exception cause);

    [LoggerMessage(1204, LogLevel.Warning, "{Count} turns that a stopped edge left open were settled as interrupted")]
    public static partial void Interrupted(ILogger logger, int count);

    [LoggerMessage(1206, LogLevel.Information, "The disk takes the spool again; all that was written is on it")]
    public static partial void FlushedAgain(ILogger logger);

    [LoggerMessage(1207, LogLevel.Warning, "Published segments of the spool cannot be deleted yet; they count as waiting")]
    public static partial void NotForgotten(ILogger logger, Exception cause);
}
