namespace CodexPooler.Accounts.Tokens.Sealing;

internal static partial class Log
{
    [LoggerMessage(2151, LogLevel.Warning, "The key ring could not be read again, the one held stays: {Reason}")]
    public static partial void RingKept(ILogger logger, string reason);
}
