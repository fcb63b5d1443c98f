using System.Net.WebSockets;

namespace CodexPooler.Simulator.Responses.Streaming;

internal static class ClientLeft
{
    /// <summary>Whether a failed send means that the client is no longer there.</summary>
    public static bool Is(Exception exception, CancellationToken cancellationToken) =>
        exception is WebSocketException or IOException
        || (exception is OperationCanceledException or ObjectDisposedException or InvalidOperationException
            && cancellationToken.IsCancellationRequested);
}
