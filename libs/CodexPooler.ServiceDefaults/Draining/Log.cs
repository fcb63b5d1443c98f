using Microsoft.Extensions.Logging;

namespace CodexPooler.ServiceDefaults.Draining;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Leaving: {InFlight} in flight, delay {Delay}, time-out {Timeout}")]
    public static partial void Draining(this ILogger logger, int inFlight, TimeSpan delay, TimeSpan timeout);

    [LoggerMessage(101, LogLevel.Information, "Everything in flight has finished")]
    public static partial void Drained(this ILogger logger);

    [LoggerMessage(102, LogLevel.Warning, "Time is up with {InFlight} still in flight; their connections are cut")]
    public static partial void DrainCutShort(this ILogger logger, int inFlight);
}
