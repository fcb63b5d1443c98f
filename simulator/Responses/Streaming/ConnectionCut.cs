namespace CodexPooler.Simulator.Responses.Streaming;

internal static class ConnectionCut
{
    // A flush ends when the transport has the bytes, not when the socket does; an abort in between would swallow them,
    // and on a busy machine what is between takes its time.
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(250);

    /// <summary>Resets the connection after what was sent has left.</summary>
    public static async ValueTask ResetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(Drain, cancellationToken);
        context.Abort();
    }
}
