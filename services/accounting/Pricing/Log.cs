using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Pricing;

internal static partial class Log
{
    [LoggerMessage(5101, LogLevel.Information, "Prices: version {Version} is in force")]
    public static partial void Imported(ILogger logger, string version);

    [LoggerMessage(5102, LogLevel.Warning, "Prices: the configured book was not taken, the previous one stays: {Reason}")]
    public static partial void ImportFailed(ILogger logger, string reason);

    [LoggerMessage(5103, LogLevel.Warning, "Prices: could not be refreshed")]
    public static partial void RefreshFailed(ILogger logger, Exception exception);
}
