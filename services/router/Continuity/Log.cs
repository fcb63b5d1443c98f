namespace CodexPooler.Routing.Continuity;

internal static partial class Log
{
    [LoggerMessage(2201, LogLevel.Warning, "{Count} pins wait for the store, which did not take them: {Reason}")]
    public static partial void PinsNotWritten(ILogger logger, int count, string reason);

    [LoggerMessage(2202, LogLevel.Warning, "The store of pins did not answer; turns go on without it for a while: {Reason}")]
    public static partial void PinsNotRead(ILogger logger, string reason);
}
