using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Alerts;

internal static partial class Log
{
    [LoggerMessage(5301, LogLevel.Warning, "Alert {Alert} was not taken by its {Channel}, attempt {Attempt}: {Reason}")]
    public static partial void NotDelivered(ILogger logger, Guid alert, AlertChannel channel, long attempt, string reason);

    [LoggerMessage(5302, LogLevel.Warning, "Budgets and alerts are looked at later: {Reason}")]
    public static partial void Postponed(ILogger logger, string reason);
}
