using Microsoft.Extensions.Logging;

namespace CodexPooler.Grpc.Client;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning,
        "The call credentials of {Method} were withheld because the channel is not encrypted; use https, or set "
        + "UnsafeUseInsecureChannelCallCredentials on a network you trust")]
    public static partial void CredentialsWithheld(ILogger logger, string method);
}
