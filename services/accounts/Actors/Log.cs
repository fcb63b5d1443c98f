namespace CodexPooler.Accounts.Actors;

internal static partial class Log
{
    [LoggerMessage(2501, LogLevel.Warning, "Actors could not be woken, the hosted sweep drives alone: {Reason}")]
    public static partial void NotWoken(ILogger logger, string reason);
}
