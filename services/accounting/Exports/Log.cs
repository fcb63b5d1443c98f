using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Exports;

internal static partial class Log
{
    [LoggerMessage(
        5201, LogLevel.Information,
        "Delivered the billing export of {Start} to {End}, correction {Correction}: {Entries} entries")]
    public static partial void Delivered(ILogger logger, DateTimeOffset start, DateTimeOffset end, long correction, long entries);

    [LoggerMessage(5202, LogLevel.Warning, "A billing export could not be finished; it is tried again")]
    public static partial void Failed(ILogger logger, Exception exception);
}
