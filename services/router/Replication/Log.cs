namespace CodexPooler.Routing.Replication;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Information, "Joined the other replicas over the broker")]
    public static partial void BrokerJoined(ILogger logger);

    [LoggerMessage(2102, LogLevel.Warning, "Lost the broker and serve on our own view until it is back: {Reason}")]
    public static partial void BrokerLost(ILogger logger, string reason);

    [LoggerMessage(2103, LogLevel.Warning, "Ignored something on the replicas' exchange that is no batch of facts: {Reason}")]
    public static partial void BatchUnreadable(ILogger logger, string reason);

    [LoggerMessage(
        2104, LogLevel.Warning, "The broker is away for so long that facts are dropped which no router would take any more")]
    public static partial void FactsDropped(ILogger logger);
}
