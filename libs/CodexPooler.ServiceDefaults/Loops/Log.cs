using Microsoft.Extensions.Logging;

namespace CodexPooler.ServiceDefaults.Loops;

internal static partial class Log
{
    [LoggerMessage(1501, LogLevel.Error, "A round of '{Loop}' failed unexpectedly; it goes on, later each time")]
    public static partial void Failed(ILogger logger, string loop, Exception cause);

    [LoggerMessage(1502, LogLevel.Information, "'{Loop}' works again after {Failures} failed rounds")]
    public static partial void Recovered(ILogger logger, string loop, int failures);
}
