using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Warmup;

internal static partial class Log
{
    [LoggerMessage(1701, LogLevel.Information, "Warmed up: {Progress} in {Seconds:0.0} s")]
    public static partial void Warm(ILogger logger, WarmupProgress progress, double seconds);

    [LoggerMessage(1702, LogLevel.Warning, "Warming up took longer than {Limit} and was left at {Progress}; serving begins")]
    public static partial void TimeOver(ILogger logger, TimeSpan limit, WarmupProgress progress);

    [LoggerMessage(1703, LogLevel.Warning, "Warming up failed at {Progress}; serving begins, slower at first")]
    public static partial void Failed(ILogger logger, WarmupProgress progress, Exception cause);
}
