using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Linking;

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Information, "Account {AccountId}: linked, generation {Generation}, new: {Added}")]
    public static partial void Linked(ILogger logger, Guid accountId, long generation, bool added);

    [LoggerMessage(2302, LogLevel.Error, "A credential could not be stored: {Reason}")]
    public static partial void NotStored(ILogger logger, string reason);

    [LoggerMessage(2303, LogLevel.Information, "A link ended: {State} {Code}")]
    public static partial void Ended(ILogger logger, string state, string code);

    [LoggerMessage(2304, LogLevel.Error, "A link failed unexpectedly")]
    public static partial void Broke(ILogger logger, Exception cause);

    [LoggerMessage(2308, LogLevel.Warning, "Logins under way stand still, the database is away: {Reason}")]
    public static partial void FlowsAway(ILogger logger, string reason);

    [LoggerMessage(2305, LogLevel.Information, "Account {AccountId}: unlinked, revoked upstream: {Revoked}")]
    public static partial void Unlinked(ILogger logger, Guid accountId, bool revoked);

    [LoggerMessage(2306, LogLevel.Information, "The watched login file {Path}: {Outcome} {Code}")]
    public static partial void WatchedFile(ILogger logger, string path, string outcome, string code);

    [LoggerMessage(2307, LogLevel.Warning, "The watched login file {Path} could not be taken: {Reason}")]
    public static partial void WatchedFileFailed(ILogger logger, string path, string reason);

    [LoggerMessage(
        2309, LogLevel.Warning,
        "Changes of the watched login file {Path} are not told by the system, it is looked at every {LookEvery}: {Reason}")]
    public static partial void WatchedFilePolled(ILogger logger, string path, TimeSpan lookEvery, string reason);
}
