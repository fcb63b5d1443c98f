using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Snapshot;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "The kept copy of the directory {Path} cannot be read; starting without it: {Reason}")]
    public static partial void CopyUnreadable(ILogger logger, string path, string reason);

    [LoggerMessage(1002, LogLevel.Warning, "The copy of the directory could not be kept in {Path}: {Reason}")]
    public static partial void CopyNotKept(ILogger logger, string path, string reason);

    [LoggerMessage(1003, LogLevel.Information, "Starting from the kept copy of the directory, version {Version}")]
    public static partial void CopyRead(ILogger logger, long version);

    [LoggerMessage(1004, LogLevel.Warning, "The accounts service is away; serving from directory version {Version}. {Reason}")]
    public static partial void AccountsAway(ILogger logger, long version, string reason);

    [LoggerMessage(1005, LogLevel.Information, "The accounts service is back, directory version {Version}")]
    public static partial void AccountsBack(ILogger logger, long version);
}
