namespace CodexPooler.Routing.Directory;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Directory version {Version}: {Accounts} accounts, {Keys} keys")]
    public static partial void DirectoryAdopted(ILogger logger, long version, int accounts, int keys);

    [LoggerMessage(2002, LogLevel.Warning, "Accounts do not send the directory; the last one stands: {Reason}")]
    public static partial void DirectoryLost(ILogger logger, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "Accounts do not send quota evidence; the last known stands: {Reason}")]
    public static partial void QuotaLost(ILogger logger, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "Accounting does not send what keys used; our own counts stand: {Reason}")]
    public static partial void UsageLost(ILogger logger, string reason);

    [LoggerMessage(2005, LogLevel.Warning, "Accounting does not send how budgets stand; the last known stands: {Reason}")]
    public static partial void BudgetsLost(ILogger logger, string reason);
}
