using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

internal static partial class Log
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Debug, Message = "Activated an actor of type {ActorType}.")]
    public static partial void Activated(ILogger logger, string actorType);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Debug, Message = "Deactivated an actor of type {ActorType}.")]
    public static partial void Deactivated(ILogger logger, string actorType);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Error, Message = "{Method} of an actor of type {ActorType} failed.")]
    public static partial void TurnFailed(ILogger logger, Exception failure, string actorType, string method);
}
