using Microsoft.Extensions.Logging;

namespace CodexPooler.Contracts.Messaging;

internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Warning, "A batch of {Count} {Message} failed; each is tried alone")]
    public static partial void BatchFailed(this ILogger logger, Exception failure, int count, string message);

    [LoggerMessage(201, LogLevel.Warning, "Handling a {Message} failed; it is tried again")]
    public static partial void HandlingFailed(this ILogger logger, Exception failure, string message);

    [LoggerMessage(202, LogLevel.Error, "Parked {MessageId}, a {Message}: {Reason}")]
    public static partial void Parked(this ILogger logger, Guid? messageId, string message, string reason);

    [LoggerMessage(204, LogLevel.Warning, "Events were not confirmed ({Reason}); the connection is given up for a new one")]
    public static partial void PublisherGivenUp(this ILogger logger, string reason);

    [LoggerMessage(205, LogLevel.Warning,
        "The broker answers, but for {Seconds} s not every consumer has come back: the bus is started again")]
    public static partial void ConsumersStartedAgain(this ILogger logger, double seconds);

    [LoggerMessage(206, LogLevel.Error, "The bus could not be started again, which is tried once more soon: {Reason}")]
    public static partial void ConsumersNotStarted(this ILogger logger, string reason);

    [LoggerMessage(203, LogLevel.Information, "Waiting for the broker at {Broker}")]
    public static partial void WaitingForBroker(this ILogger logger, string broker);
}
