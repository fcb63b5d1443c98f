namespace CodexPooler.Routing.Decisions;

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Warning, "{Count} decisions wait for the broker: {Reason}")]
    public static partial void DecisionsWait(ILogger logger, int count, string reason);

    [LoggerMessage(2302, LogLevel.Information, "{Count} decisions were not published before the end")]
    public static partial void DecisionsLeft(ILogger logger, int count);
}
