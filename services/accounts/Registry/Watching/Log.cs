using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Registry.Watching;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "The directory's database is away; watchers keep version {Version}. {Reason}")]
    public static partial void StoreAway(ILogger logger, long version, string reason);

    [LoggerMessage(2002, LogLevel.Information, "The directory's database is back at version {Version}")]
    public static partial void StoreBack(ILogger logger, long version);

    [LoggerMessage(2003, LogLevel.Information, "Watcher {Watcher} joined, known version {KnownVersion}")]
    public static partial void Joined(ILogger logger, string watcher, long knownVersion);

    [LoggerMessage(2004, LogLevel.Warning, "Watcher {Watcher} fell behind and starts over from a snapshot")]
    public static partial void FellBehind(ILogger logger, string watcher);
}
