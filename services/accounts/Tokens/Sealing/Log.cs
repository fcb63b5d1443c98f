namespace CodexPooler.Accounts.Tokens.Sealing;

internal static partial class Log
{
    [LoggerMessage(2151, LogLevel.Warning, "The key ring could not be read again, the one held stays: {Reason}")]
    public static partial void RingKept(ILogger logger, string reason);

    [LoggerMessage(2152, LogLevel.Error, "Reading the key ring again failed; the one held stays")]
    public static partial void ReloadFailed(ILogger logger, Exception cause);
}
