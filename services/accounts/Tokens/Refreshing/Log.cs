using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Tokens.Refreshing;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Information, "Account {AccountId}: credential renewed, generation {Generation}")]
    public static partial void Refreshed(ILogger logger, Guid accountId, long generation);

    [LoggerMessage(
        2102, LogLevel.Warning, "Account {AccountId}: the issuer refused the refresh token ({Code}); link the account again")]
    public static partial void ReauthRequired(ILogger logger, Guid accountId, string code);

    [LoggerMessage(
        2103, LogLevel.Warning, "Account {AccountId}: renewal failed, {Reason}; token may have been used: {MayHaveBeenUsed}")]
    public static partial void ExchangeFailed(ILogger logger, Guid accountId, string reason, bool mayHaveBeenUsed);

    [LoggerMessage(2104, LogLevel.Warning, "Account {AccountId}: new credential not stored yet (try {Try}): {Reason}")]
    public static partial void ResultNotStored(ILogger logger, Guid accountId, int @try, string reason);

    [LoggerMessage(
        2105, LogLevel.Error,
        "Account {AccountId}: generation {Generation} waits in the spill journal, the vault failed: {Reason}")]
    public static partial void ResultSpilled(ILogger logger, Guid accountId, long generation, string reason);

    [LoggerMessage(
        2106, LogLevel.Information, "Account {AccountId}: generation {Generation} moved from the spill journal into the vault")]
    public static partial void SpillAdopted(ILogger logger, Guid accountId, long generation);

    [LoggerMessage(
        2108, LogLevel.Critical,
        "Account {AccountId}: generation {Generation} is only in memory, "
        + "neither the vault nor the spill journal took it: {Reason}")]
    public static partial void ResultOnlyInMemory(ILogger logger, Guid accountId, long generation, string reason);

    [LoggerMessage(
        2107, LogLevel.Information, "Account {AccountId}: another exchange was later, generation {Generation} is kept")]
    public static partial void OtherExchangeKept(ILogger logger, Guid accountId, long generation);
}
