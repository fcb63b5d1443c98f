using CodexPooler.Data.Migrating;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Data;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Migrated the {Service} database: {Migration}")]
    public static partial void Migrated(ILogger logger, string service, Migration migration);

    [LoggerMessage(2002, LogLevel.Information, "Waiting for the {Service} database: {Reason}")]
    public static partial void WaitingForDatabase(ILogger logger, string service, string reason);
}
