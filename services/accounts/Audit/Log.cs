using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Audit;

internal static partial class Log
{
    [LoggerMessage(
        2801, LogLevel.Error, "{Actor} did {Action} to {Target}, which the audit log could not take: {Reason}")]
    public static partial void ActNotRecorded(ILogger logger, string actor, string action, string target, string reason);

    [LoggerMessage(
        2802, LogLevel.Information,
        "The audit log's end, which 'pooler audit verify --known' compares: {Sequence}:{Hash}")]
    public static partial void Anchored(ILogger logger, long sequence, string hash);

    [LoggerMessage(2803, LogLevel.Critical, "The audit log is not what it was: {Finding} Run: pooler audit verify")]
    public static partial void NotWhole(ILogger logger, string finding);

    [LoggerMessage(2804, LogLevel.Information, "The audit log and its anchor agree again")]
    public static partial void WholeAgain(ILogger logger);

    [LoggerMessage(2805, LogLevel.Warning, "The end of the audit log is not anchored, it is tried again: {Reason}")]
    public static partial void NotAnchored(ILogger logger, string reason);
}
