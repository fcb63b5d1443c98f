using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Turns;

internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Debug, "Lease {LeaseId} could not be returned ({Status}); it expires by itself")]
    public static partial void LeaseNotReturned(ILogger logger, string leaseId, StatusCode status);

    [LoggerMessage(1102, LogLevel.Warning, "{Count} leases could not be renewed ({Status})")]
    public static partial void LeasesNotRenewed(ILogger logger, int count, StatusCode status);

    [LoggerMessage(1103, LogLevel.Information,
        "Turn {TurnId}: account {AccountId} failed before anything was visible ({Fault}); next account")]
    public static partial void MovedOn(ILogger logger, Guid turnId, string accountId, string fault);
}
