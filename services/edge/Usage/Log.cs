using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Usage;

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Warning, "The accounts service tells no quota; usage answers stand still. {Reason}")]
    public static partial void QuotaAway(ILogger logger, string reason);
}
