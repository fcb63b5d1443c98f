using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Intake;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "The broker did not take {Count} quota readings; later turns bring newer ones")]
    public static partial void EchoDropped(ILogger logger, int count);
}
